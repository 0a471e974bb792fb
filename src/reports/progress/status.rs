//! The status of an element for a student: the rules, in one pure function (course metrics,
//! *Progress*). Whether the element is for the student at all is asked before.

use serde::{Deserialize, Serialize};

use crate::{
    dataset::{Class, Element},
    units::Moment,
};

/// How a student stands with an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Status {
    /// An activity that is completed, and was so by its deadline where it has one.
    CompletedOnTime,
    /// An activity that was completed after its deadline, still active or not.
    CompletedPastDeadline,
    /// An activity that isn't completed and can't be any more: it has expired, or its deadline has
    /// passed and it is switched off.
    IncompletePastDeadline,
    /// An activity that can be worked on.
    Open,
    /// A resource that was opened.
    Read,
    /// A resource that can be opened and wasn't.
    NotRead,
    /// An activity or a resource that waits to be activated, or is switched off; a resource also
    /// when it has expired.
    NotActive,
}

impl Status {
    /// How many there are.
    pub const COUNT: usize = 7;

    /// Those of activities, from done to not to be done yet.
    pub const OF_ACTIVITIES: [Self; 5] =
        [Self::CompletedOnTime, Self::CompletedPastDeadline, Self::IncompletePastDeadline, Self::Open, Self::NotActive];

    /// Those of resources, likewise.
    pub const OF_RESOURCES: [Self; 3] = [Self::Read, Self::NotRead, Self::NotActive];

    /// Those that elements of a class can have.
    #[must_use]
    pub const fn of(class: Class) -> &'static [Self] {
        match class {
            Class::Activity => &Self::OF_ACTIVITIES,
            Class::Resource => &Self::OF_RESOURCES,
            Class::Neither => &[],
        }
    }

    /// All of them.
    pub const ALL: [Self; Self::COUNT] = [
        Self::CompletedOnTime,
        Self::CompletedPastDeadline,
        Self::IncompletePastDeadline,
        Self::Open,
        Self::Read,
        Self::NotRead,
        Self::NotActive,
    ];

    /// Its name in addresses.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            Self::CompletedOnTime => "on-time",
            Self::CompletedPastDeadline => "late",
            Self::IncompletePastDeadline => "missed",
            Self::Open => "open",
            Self::Read => "read",
            Self::NotRead => "unread",
            Self::NotActive => "inactive",
        }
    }

    /// Whether the element counts as done: completed, on time or late, or read.
    #[must_use]
    pub const fn is_done(self) -> bool {
        matches!(self, Self::CompletedOnTime | Self::CompletedPastDeadline | Self::Read)
    }
}

/// The status of an element that is available to a student, at the moment `as_of`. None for what is
/// neither an activity nor a resource: Progress leaves it out.
///
/// An activity goes by the moment of its `first_completion`, a resource by whether it `is_viewed`;
/// neither by grades. Both count events up to `as_of`. A moment equal to `as_of` has passed; a
/// completion at the very deadline is on time. The first row that holds decides:
///
/// | activity | when |
/// | --- | --- |
/// | [`CompletedOnTime`](Status::CompletedOnTime) | completed; no deadline, or not after it |
/// | [`CompletedPastDeadline`](Status::CompletedPastDeadline) | completed |
/// | [`IncompletePastDeadline`](Status::IncompletePastDeadline) | `active_until` has passed; or the deadline has, and the element is deactivated |
/// | [`NotActive`](Status::NotActive) | deactivated, or `active_from` is to come |
/// | [`Open`](Status::Open) | otherwise |
///
/// | resource | when |
/// | --- | --- |
/// | [`Read`](Status::Read) | viewed at least once |
/// | [`NotActive`](Status::NotActive) | deactivated, `active_from` is to come, or `active_until` has passed |
/// | [`NotRead`](Status::NotRead) | otherwise |
#[must_use]
pub fn status(element: &Element, first_completion: Option<Moment>, is_viewed: bool, as_of: Moment) -> Option<Status> {
    let has_passed = |moment: Option<Moment>| moment.is_some_and(|moment| moment <= as_of);
    let is_expired = has_passed(element.active_until);
    let is_deactivated = has_passed(element.deactivated_at);
    let is_to_come = element.active_from.is_some_and(|from| from > as_of);
    match (element.class, first_completion) {
        (Class::Activity, Some(completed)) => Some(match element.deadline {
            Some(deadline) if completed > deadline => Status::CompletedPastDeadline,
            _ => Status::CompletedOnTime,
        }),
        (Class::Activity, None) => Some(if is_expired || (is_deactivated && has_passed(element.deadline)) {
            Status::IncompletePastDeadline
        } else if is_deactivated || is_to_come {
            Status::NotActive
        } else {
            Status::Open
        }),
        (Class::Resource, _) => Some(if is_viewed {
            Status::Read
        } else if is_deactivated || is_to_come || is_expired {
            Status::NotActive
        } else {
            Status::NotRead
        }),
        (Class::Neither, _) => None,
    }
}

#[cfg(test)]
mod tests;
