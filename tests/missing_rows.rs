//! A row goes missing, in each table and at each place. Then no verb answers as if all were there: it says all of it all
//! the same, or says that it does not; the doctor names what is amiss; and what can be made again, is.

use std::{collections::BTreeMap, thread};

use dateline_core::digest;
use dateline_tests::{
    cli::Answer,
    full_library::{Copy, FullLibrary, telling},
};
use rusqlite::{Connection, types::Value as Cell};
use serde_json::Value;

/// Only speed is in them: with a row less something is made again, and nobody need be told.
const CACHES: [&str; 4] = ["amount", "snapshot", "needed_original", "reading"];

/// The rows of each table to be lost: the first, one amid the others, and the last, by what identifies them.
fn losses(copy: &Copy) -> Vec<(String, String)> {
    let connection = Connection::open(copy.database()).unwrap();
    let mut tables = connection
        .prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name")
        .unwrap();
    let tables: Vec<(String, String)> =
        tables.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap().map(Result::unwrap).collect();
    let mut losses = Vec::new();
    for (table, _) in tables.iter().filter(|(_, sql)| !sql.starts_with("CREATE VIRTUAL TABLE")) {
        let keys: Vec<String> = connection
            .prepare(&format!("SELECT name FROM pragma_table_info('{table}') WHERE pk > 0 ORDER BY pk"))
            .unwrap()
            .query_map([], |row| row.get(0))
            .unwrap()
            .map(Result::unwrap)
            .collect();
        assert!(!keys.is_empty(), "{table} has a key");
        let sql = format!("SELECT {0} FROM {table} ORDER BY {0}", keys.join(", "));
        let mut rows = connection.prepare(&sql).unwrap();
        let read = |row: &rusqlite::Row| (0..keys.len()).map(|at| row.get(at)).collect::<Result<Vec<Cell>, _>>();
        let rows: Vec<Vec<Cell>> = rows.query_map([], read).unwrap().map(Result::unwrap).collect();
        if rows.is_empty() && CACHES.contains(&table.as_str()) {
            continue;
        }
        assert!(!rows.is_empty(), "there is something in {table}, so that it can be lost");
        let mut places = vec![0, rows.len() / 2, rows.len() - 1];
        places.dedup();
        for place in places {
            let is_it = keys.iter().zip(&rows[place]).map(|(key, value)| match value {
                Cell::Text(text) => format!("{key} = '{}'", text.replace('\'', "''")),
                Cell::Integer(number) => format!("{key} = {number}"),
                Cell::Blob(bytes) => format!("{key} = x'{}'", digest::hex(bytes)),
                other => panic!("{table}.{key}: {other:?}"),
            });
            let sql = format!("DELETE FROM {table} WHERE {}", is_it.collect::<Vec<_>>().join(" AND "));
            losses.push((format!("{table}, row {} of {}", place + 1, rows.len()), sql));
        }
    }
    losses
}

fn all_told(full: &FullLibrary, copy: &Copy) -> BTreeMap<String, Answer> {
    let dateline = copy.dateline();
    telling(full).into_iter().map(|args| (args.join(" "), dateline.json(args))).collect()
}

fn without_home(value: Value, copy: &Copy) -> String {
    value.to_string().replace(&*copy.path("").to_string_lossy(), "")
}

#[test]
fn a_row_that_is_lost_is_never_passed_over_in_silence() {
    let full = FullLibrary::new();
    let whole = full.copy();
    let before = all_told(&full, &whole);
    assert!(before.values().all(|answer| answer.status != 2), "{before:?}");
    assert_eq!(whole.doctor()["ok"], true, "{}", whole.doctor());
    let losses = losses(&whole);
    let tables: std::collections::BTreeSet<&str> =
        losses.iter().filter_map(|(what, _)| what.split(',').next()).collect();
    assert!(tables.contains("change") && tables.contains("search_idx") && tables.len() >= 15, "{tables:?}");

    let try_loss = |(what, sql): &(String, String)| {
        let copy = full.copy();
        let connection = Connection::open(copy.database()).unwrap();
        connection.pragma_update(None, "foreign_keys", false).unwrap();
        assert_eq!(connection.execute(sql, []).unwrap(), 1, "{what}: {sql}");
        drop(connection);

        for (args, answer) in all_told(&full, &copy) {
            let then = &before[&args];
            if answer.status == 0 || answer.status == then.status && answer.json().get("troubles").is_none() {
                let same = without_home(answer.json(), &copy) == without_home(then.json(), &whole);
                assert!(
                    same,
                    "{what}: dateline {args} tells something else and says nothing of it:\n{}",
                    answer.stdout
                );
            }
        }
        let is_cache = CACHES.iter().any(|cache| what.starts_with(cache));
        let told = copy.doctor();
        assert!(is_cache || told["ok"] == false, "{what}: the doctor sees nothing");

        let recovered = copy.dateline().json(["recover"]);
        assert!(recovered.status < 2, "{what}: {recovered:?}");
        let told = copy.doctor();
        let left = recovered.json()["not_whole"].as_array().unwrap().len();
        assert_eq!(told["ok"], left == 0, "{what}: {told}");
        // A change in the middle may be gone for good, and is told; all else comes back.
        assert!(left == 0 || what.starts_with("change"), "{what}: {recovered:?}");
        let show = copy.dateline().json(["show", &full.story]);
        if show.status == 0 {
            let then = before[&format!("show {}", full.story)].json();
            assert_eq!(without_home(show.json(), &copy), without_home(then, &whole), "{what}");
        }
    };
    // Two at a time: the machine has that many cores, or more.
    let (first, second) = losses.split_at(losses.len() / 2);
    thread::scope(|scope| {
        scope.spawn(|| first.iter().for_each(try_loss));
        second.iter().for_each(try_loss);
    });
    eprintln!("{} rows lost, of {} tables", losses.len(), tables.len());
}
