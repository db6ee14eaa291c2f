use dateline_core::{
    Error, ErrorCode,
    library::{ListFilter, ListQuery, StoryEdit, StorySummary, Survey},
    story::{State, StoryId},
};
use serde::Serialize;
use ts_rs::TS;

use crate::{Desk, lists::Kept};

/// A list, with the lines that come into sight first.
#[derive(Clone, Debug, Serialize, TS)]
#[ts(export)]
pub struct Surveyed {
    survey: Survey,
    /// Where the story stands that was asked about.
    at: Option<u32>,
    /// The place of the first of these lines.
    from: u32,
    lines: Vec<Option<StorySummary>>,
    /// The sample newsroom, where it is wanted: beside the list, and counted nowhere.
    samples: Vec<StorySummary>,
}

commands! {
    /// A list under a number of the page's choice, by which more of it is asked for. Of `count` lines from `from` on, or
    /// with a story, around it.
    pub async fn survey_stories(
        desk: &Desk,
        query: ListQuery,
        number: u32,
        from: u32,
        count: u32,
        story: Option<StoryId>,
    ) -> Answer<Surveyed> {
        desk.lists().begin(number);
        // On the desk's own thread only what is waited for anyway: the lines of what was changed a moment ago.
        let waiting = desk.read({
            let words = query.words.clone();
            move |library| library.freshen(&words)
        }).await?;
        let lists = desk.lists().clone();
        let (surveyed, kept) = desk
            .read_lists(move |library| {
                // The page waits for no earlier answer.
                if !lists.is_last(number) {
                    return Err(Error::new(ErrorCode::Cancelled));
                }
                let samples = library.samples()?;
                let survey = library.survey(&query, &waiting, &samples)?;
                let at = story.map(|story| library.place_in(&survey.order, &story)).transpose()?.flatten();
                let at = at.and_then(|at| u32::try_from(at).ok());
                let from = at.map_or(from, |at| at.saturating_sub(count / 2)).min(survey.found);
                let kept = Kept::of(number, &survey);
                let lines = library.lines_at(kept.rows(from, count), &kept.unstored)?;
                let are_shown = query.words.is_empty() && query.filter == ListFilter::default() && !library.settings()?.samples_away;
                let samples = if are_shown { library.lines_of(&samples)? } else { Vec::new() };
                Ok((Surveyed { survey, at, from, lines, samples }, kept))
            })
            .await?;
        desk.lists().keep(kept);
        Ok(surveyed)
    }

    /// More lines of a list; none where it is not kept any more. A line that is none was changed since.
    pub async fn survey_lines(
        desk: &Desk,
        number: u32,
        from: u32,
        count: u32,
    ) -> Answer<Option<Vec<Option<StorySummary>>>> {
        let Some(kept) = desk.lists().kept(number) else { return Ok(None) };
        desk.read(move |library| library.lines_at(kept.rows(from, count), &kept.unstored)).await.map(Some)
    }

    /// The stories from one place of a list to another, with it; all of them for a person who chooses all.
    pub async fn survey_ids(desk: &Desk, number: u32, from: u32, to: u32) -> Answer<Option<Vec<(StoryId, Option<State>)>>> {
        let Some(kept) = desk.lists().kept(number) else { return Ok(None) };
        let count = to.saturating_sub(from).saturating_add(1);
        desk.read_lists(move |library| library.stories_at(kept.rows(from, count))).await.map(Some)
    }

    /// Where in each story's text the words stand.
    pub async fn story_snippets(desk: &Desk, stories: Vec<StoryId>, words: String) -> Answer<Vec<String>> {
        desk.read_beside(move |library| Ok(library.snippets(&stories, &words))).await
    }

    /// One edit on each of several stories, all or none; answers with what takes them back.
    pub async fn edit_stories(desk: &Desk, edits: Vec<StoryEdit>) -> Answer<Vec<StoryEdit>> {
        desk.write(move |library| library.edit_each(&edits)).await
    }
}
