//! A switch that shows at once what was asked for, while the host is still being told. Pure: who presses and who answers
//! comes from outside.

/// One course's switch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Switch {
    /// What it shows.
    is_on: bool,
    /// What the host is known to have.
    confirmed: bool,
    /// What the host is being told.
    calling: Option<bool>,
}

impl Switch {
    /// The switch as the host has it.
    #[must_use]
    pub fn new(is_on: bool) -> Self {
        Self { is_on, confirmed: is_on, calling: None }
    }

    /// What it shows.
    #[must_use]
    pub fn is_on(&self) -> bool {
        self.is_on
    }

    /// The switch as the host has it now; one that the host is being told of waits for that answer.
    pub fn refresh(&mut self, is_on: bool) {
        if self.calling.is_none() {
            *self = Self::new(is_on);
        }
    }

    /// It was pressed. Gives what the host is to be told now: nothing while it is still being told something, for calls
    /// might overtake each other.
    pub fn press(&mut self, is_on: bool) -> Option<bool> {
        self.is_on = is_on;
        self.next()
    }

    /// The host has done it, or not. Gives what it is to be told next, where the reader has pressed again since. After a failure
    /// the switch shows what the host has.
    pub fn answer(&mut self, is_done: bool) -> Option<bool> {
        match self.calling.take() {
            Some(told) if is_done => self.confirmed = told,
            _ => self.is_on = self.confirmed,
        }
        self.next()
    }

    fn next(&mut self) -> Option<bool> {
        if self.calling.is_none() && self.is_on != self.confirmed {
            self.calling = Some(self.is_on);
            return self.calling;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_shows_what_was_asked_for_and_tells_the_host() {
        let mut switch = Switch::new(false);
        assert_eq!(switch.press(true), Some(true));
        assert!(switch.is_on());
        assert_eq!(switch.answer(true), None);
        assert_eq!((switch.is_on(), switch.press(true)), (true, None), "the host has it already");
        assert_eq!(switch.press(false), Some(false));
    }

    #[test]
    fn it_goes_back_after_a_failure() {
        let mut switch = Switch::new(true);
        assert_eq!(switch.press(false), Some(false));
        assert_eq!(switch.answer(false), None);
        assert!(switch.is_on());
        // And can be tried again.
        assert_eq!(switch.press(false), Some(false));
    }

    #[test]
    fn an_older_list_does_not_undo_a_press() {
        let mut switch = Switch::new(false);
        assert_eq!(switch.press(true), Some(true));
        switch.refresh(false);
        assert!(switch.is_on());
        assert_eq!((switch.answer(true), switch.is_on()), (None, true));
        switch.refresh(false);
        assert!(!switch.is_on());
    }

    #[test]
    fn the_last_of_quick_presses_counts() {
        let mut switch = Switch::new(false);
        assert_eq!(switch.press(true), Some(true));
        assert_eq!(switch.press(false), None);
        assert_eq!(switch.press(true), None);
        assert_eq!(switch.press(false), None);
        assert_eq!(switch.answer(true), Some(false), "only now, so that the calls keep their order");
        assert_eq!(switch.answer(true), None);
        assert!(!switch.is_on());
        // Back to what the host has: nothing to tell.
        assert_eq!((switch.press(true), switch.press(false)), (Some(true), None));
        assert_eq!(switch.answer(false), None);
        assert!(!switch.is_on());
    }
}
