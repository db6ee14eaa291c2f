//! The house: what was set, and by whom; how this house writes; its code replacements.

mod codes;
mod naming;
mod settings;
mod style;

pub(super) use naming::Naming;
pub use naming::example_name;
pub(super) use settings::given_name;
pub use settings::{CaptionTemplate, Opened, SavedList, Settings, SettingsChange, Theme};
pub use style::{HouseStyle, house_style_in, read_house_style};
