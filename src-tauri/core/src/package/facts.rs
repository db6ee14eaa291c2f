//! What the files of a package say, whatever their format: this is what a check compares.

use crate::story::PhotoFields;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    pub pictures: Vec<PictureFacts>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct PictureFacts {
    /// The names of its files, without where they are.
    pub files: Vec<String>,
    /// What is said of it, in a format that says all that is inside its files too.
    pub fields: Option<PhotoFields>,
}
