//! Who sees what (training, *Who sees what*), as one function of the document. It narrows what is
//! shown; the LMS must send each viewer only what that viewer may read.
//!
//! | viewer | sees |
//! | --- | --- |
//! | nobody, or a user that the document doesn't have | nothing |
//! | everybody | themselves |
//! | owner, administrator | everything, every course and session whole |
//! | author of a course, advisor of it | the course, whole: everybody's figures, nobody's name |
//! | coach of a group | the group and those in it; the members of these; the sessions that are assigned to one of them or in its catalog, or to which one of the members is or was registered or waiting; the courses of these sessions |
//! | manager of a user | the user |
//! | instructor of a session | the session, whole: everybody in it by name, though not the pages of these users; not the pages of its courses |
//!
//! A program is seen with any of its sessions, and then holds those that are seen. Authors of templates
//! and sessions see nothing by that. The names of authors, managers and instructors that a session's
//! file has are part of what is seen, whoever they are.

use serde::{Deserialize, Serialize};

use super::{Circles, down_from_the_top};
use crate::dataset::training::{RoleKind, Training};

/// What a viewer may see: for each record of a list whether it is seen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sight {
    /// Whether it is all.
    pub everything: bool,
    /// Users with their own figures.
    pub users: Vec<bool>,
    /// Groups with all their members.
    pub groups: Vec<bool>,
    /// Courses.
    pub courses: Vec<bool>,
    /// Courses in whose figures everybody counts.
    pub whole_courses: Vec<bool>,
    /// Program templates.
    pub programs: Vec<bool>,
    /// Sessions.
    pub sessions: Vec<bool>,
    /// Sessions in which everybody is seen.
    pub whole_sessions: Vec<bool>,
}

impl Sight {
    fn of(data: &Training, everything: bool) -> Self {
        let all = |count| vec![everything; count];
        Self {
            everything,
            users: all(data.users.len()),
            groups: all(data.groups.len()),
            courses: all(data.courses.len()),
            whole_courses: all(data.courses.len()),
            programs: all(data.templates.len()),
            sessions: all(data.sessions.len()),
            whole_sessions: all(data.sessions.len()),
        }
    }

    /// Whether the viewer sees a user among the learners of a session.
    #[must_use]
    pub fn in_session(&self, session: u32, user: u32) -> bool {
        self.sessions[session as usize] && (self.whole_sessions[session as usize] || self.users[user as usize])
    }

    /// Whether what a user does in a course counts in the viewer's totals: rows of users who are seen,
    /// and of everybody on courses that are seen whole.
    #[must_use]
    pub fn counts(&self, user: u32, course: u32) -> bool {
        self.users[user as usize] || self.whole_courses[course as usize]
    }

    /// The records of a list that are seen, in document order.
    pub fn seen(list: &[bool]) -> impl Iterator<Item = u32> {
        list.iter().enumerate().filter(|(_, is_seen)| **is_seen).map(|(index, _)| index as u32)
    }
}

/// What a user of the document may see; None: nobody that it has. `circles` are its groups.
#[must_use]
pub fn sight(data: &Training, circles: &Circles, viewer: Option<u32>) -> Sight {
    let Some(viewer) = viewer else { return Sight::of(data, false) };
    let roles = || data.roles.iter().filter(|role| role.user == viewer);
    if roles().any(|role| matches!(role.kind, RoleKind::Owner | RoleKind::Administrator)) {
        return Sight::of(data, true);
    }
    let mut sight = Sight::of(data, false);
    sight.users[viewer as usize] = true;
    for (index, course) in data.courses.iter().enumerate() {
        sight.whole_courses[index] = course.author == Some(viewer);
    }
    let mut is_coached = vec![false; data.groups.len()];
    for role in roles() {
        match (role.kind, role.group, role.course) {
            (RoleKind::Coach, Some(group), _) => is_coached[group as usize] = true,
            (RoleKind::Advisor, _, Some(course)) => sight.whole_courses[course as usize] = true,
            _ => {}
        }
    }
    sight.courses.clone_from(&sight.whole_courses);
    let within = |group: u32, is_above: Option<bool>| is_coached[group as usize] || is_above == Some(true);
    sight.groups = down_from_the_top(data, within);
    let is_learner: Vec<bool> = (0..data.users.len() as u32)
        .map(|user| circles.of_user(user).iter().any(|group| sight.groups[*group as usize]))
        .collect();
    for (index, user) in data.users.iter().enumerate() {
        sight.users[index] |= is_learner[index] || user.managers.contains(&viewer);
    }
    for (index, session) in data.sessions.iter().enumerate() {
        let of_groups = session.groups.iter().chain(&session.catalog_groups).any(|group| sight.groups[*group as usize]);
        let registrations = &data.registrations.rows[data.registrations.by_session.of(index as u32)];
        let is_coached = of_groups || registrations.iter().any(|row| is_learner[row.user as usize]);
        if is_coached {
            session.blocks.iter().filter_map(|block| block.course).for_each(|course| {
                sight.courses[course as usize] = true;
            });
        }
        sight.whole_sessions[index] = session.instructors.contains(&viewer);
        sight.sessions[index] = is_coached || sight.whole_sessions[index];
        if let Some(template) = session.template.filter(|_| sight.sessions[index]) {
            sight.programs[template as usize] = true;
        }
    }
    sight
}

/// As what somebody may look, to see it tried out on data that belongs to nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Viewer {
    /// Owner of the platform.
    Owner,
    /// Administrator of it.
    Administrator,
    /// Author of a course.
    Author,
    /// Coach of a group.
    Coach,
    /// Advisor of a course.
    Advisor,
    /// Manager of a user.
    Manager,
    /// Instructor of a session.
    Instructor,
    /// Whoever is registered to a session, and none of these.
    Learner,
}

impl Viewer {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Owner,
        Self::Administrator,
        Self::Author,
        Self::Coach,
        Self::Advisor,
        Self::Manager,
        Self::Instructor,
        Self::Learner,
    ];
}

/// An example of a viewer: of the users who are such, the first of those who are the least besides.
#[must_use]
pub fn example(data: &Training, viewer: Viewer) -> Option<u32> {
    // A bit for each viewer but the learner, by user.
    let mut kinds = vec![0_u8; data.users.len()];
    let mut put = |user: u32, viewer: Viewer| kinds[user as usize] |= 1 << viewer as u8;
    for role in &data.roles {
        match role.kind {
            RoleKind::Owner => put(role.user, Viewer::Owner),
            RoleKind::Administrator => put(role.user, Viewer::Administrator),
            RoleKind::Coach => put(role.user, Viewer::Coach),
            RoleKind::Advisor => put(role.user, Viewer::Advisor),
            RoleKind::Other => {}
        }
    }
    data.courses.iter().filter_map(|course| course.author).for_each(|user| put(user, Viewer::Author));
    data.users.iter().flat_map(|user| &user.managers).for_each(|user| put(*user, Viewer::Manager));
    data.sessions.iter().flat_map(|session| &session.instructors).for_each(|user| put(*user, Viewer::Instructor));
    if viewer == Viewer::Learner {
        let mut learners = data.registrations.rows.iter().map(|row| row.user);
        return learners.find(|user| kinds[*user as usize] == 0);
    }
    let is_such = |user: &u32| kinds[*user as usize] & 1 << viewer as u8 != 0;
    (0..data.users.len() as u32).filter(is_such).min_by_key(|user| kinds[*user as usize].count_ones())
}
