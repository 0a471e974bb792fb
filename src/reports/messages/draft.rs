//! A message while it is being written. It is kept as one line of text, so that neither a reload nor a failure loses it.

use form_urlencoded::{Serializer, parse};
use hashbrown::HashSet;

use crate::host::Message;

/// What stands for the first name of the student who gets the message. The host fills it in, for each.
pub const FIRST_NAME: &str = "{firstName}";

/// What is known of earlier tries to send a message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fate {
    /// It was not sent.
    #[default]
    New,
    /// It was tried, and may have been sent. Under its key it is sent no second time.
    Tried,
    /// It may have been sent as it was before it was changed.
    Changed,
}

/// A message that is being written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// The key under which it is sent, however often that is tried. Empty: it has none yet.
    pub key: String,
    /// Who gets it, by id, each once.
    pub recipients: Vec<String>,
    /// What it is about.
    pub subject: String,
    /// What it says.
    pub body: String,
    /// Whether it may have been sent.
    pub fate: Fate,
}

/// How fates are kept.
const TRIED: &str = "tried";
const CHANGED: &str = "changed";

/// What a message lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// Nobody would get it.
    Recipients,
    /// It has no subject.
    Subject,
    /// It says nothing.
    Body,
}

impl Draft {
    /// Reads what [`print`](Self::print) wrote. What isn't understood is passed over.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let (mut draft, mut recipients) = (Self::default(), Vec::new());
        for (name, value) in parse(text.as_bytes()) {
            match &*name {
                "key" => draft.key = value.into_owned(),
                "to" => recipients.push(value.into_owned()),
                "subject" => draft.subject = value.into_owned(),
                "body" => draft.body = value.into_owned(),
                "fate" if value == TRIED => draft.fate = Fate::Tried,
                "fate" if value == CHANGED => draft.fate = Fate::Changed,
                _ => {}
            }
        }
        draft.add(recipients);
        draft
    }

    /// The draft as one line of text.
    #[must_use]
    pub fn print(&self) -> String {
        let mut text = Serializer::new(String::new());
        text.append_pair("key", &self.key);
        for id in &self.recipients {
            text.append_pair("to", id);
        }
        text.append_pair("subject", &self.subject).append_pair("body", &self.body);
        match self.fate {
            Fate::New => {}
            Fate::Tried => drop(text.append_pair("fate", TRIED)),
            Fate::Changed => drop(text.append_pair("fate", CHANGED)),
        }
        text.finish()
    }

    /// Whether there is nothing in it that could be lost.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.recipients.is_empty() && self.subject.is_empty() && self.body.is_empty()
    }

    /// Changes it. What differs from a message that was tried is another one, under a key of its own.
    pub fn change(&mut self, change: impl FnOnce(&mut Self), fresh_key: impl FnOnce() -> String) {
        let tried = (self.fate == Fate::Tried).then(|| self.message());
        change(self);
        let is_another = tried.is_some_and(|tried| tried != self.message());
        if is_another {
            self.fate = Fate::Changed;
        }
        if is_another || self.key.is_empty() {
            self.key = fresh_key();
        }
    }

    /// Adds recipients; who is one already stays so.
    pub fn add(&mut self, ids: impl IntoIterator<Item = String>) {
        let mut known: HashSet<String> = self.recipients.iter().cloned().collect();
        self.recipients.extend(ids.into_iter().filter(|id| known.insert(id.clone())));
    }

    /// Takes a recipient away.
    pub fn remove(&mut self, id: &str) {
        self.recipients.retain(|recipient| recipient != id);
    }

    /// What is missing before it can be sent.
    #[must_use]
    pub fn missing(&self) -> Option<Missing> {
        if self.recipients.is_empty() {
            Some(Missing::Recipients)
        } else if self.subject.trim().is_empty() {
            Some(Missing::Subject)
        } else if self.body.trim().is_empty() {
            Some(Missing::Body)
        } else {
            None
        }
    }

    /// The message as the host gets it.
    #[must_use]
    pub fn message(&self) -> Message {
        Message {
            student_ids: self.recipients.clone(),
            subject: self.subject.trim().to_owned(),
            body: self.body.trim().to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn draft(recipients: &[&str], subject: &str, body: &str) -> Draft {
        let recipients = recipients.iter().map(|id| (*id).to_owned()).collect();
        Draft {
            key: "k".to_owned(),
            recipients,
            subject: subject.to_owned(),
            body: body.to_owned(),
            ..Draft::default()
        }
    }

    #[test]
    fn a_message_needs_somebody_a_subject_and_words() {
        assert_eq!(draft(&[], "a", "b").missing(), Some(Missing::Recipients));
        assert_eq!(draft(&["1"], " ", "b").missing(), Some(Missing::Subject));
        assert_eq!(draft(&["1"], "a", "\n").missing(), Some(Missing::Body));
        let whole = draft(&["1"], " a ", "b\n\nc\n");
        assert_eq!(whole.missing(), None);
        let message = whole.message();
        assert_eq!((&*message.subject, &*message.body), ("a", "b\n\nc"));
    }

    #[test]
    fn a_recipient_gets_it_once() {
        let mut draft = draft(&["1"], "", "");
        draft.add(["2".to_owned(), "1".to_owned(), "2".to_owned()]);
        assert_eq!(draft.recipients, ["1", "2"]);
        draft.remove("1");
        assert_eq!(draft.recipients, ["2"]);
        assert!(!draft.is_empty());
        draft.remove("2");
        assert!(draft.is_empty(), "a key alone is nothing to lose");
    }

    #[test]
    fn what_differs_from_a_message_that_was_tried_is_another_one() {
        let another = || "another".to_owned();
        let mut draft = Draft { fate: Fate::New, ..draft(&["1"], "a", "b") };
        draft.change(|draft| draft.body = "c".to_owned(), another);
        assert_eq!((&*draft.key, draft.fate), ("k", Fate::New), "nobody has it yet");
        draft.fate = Fate::Tried;
        draft.change(|draft| draft.body.push('\n'), another);
        assert_eq!((&*draft.key, draft.fate), ("k", Fate::Tried), "it is sent without the space at its end");
        draft.change(|draft| draft.add(["2".to_owned()]), another);
        assert_eq!((&*draft.key, draft.fate), ("another", Fate::Changed));
        draft.change(|draft| draft.body = "d".to_owned(), || "third".to_owned());
        assert_eq!((&*draft.key, draft.fate), ("another", Fate::Changed), "the other one has its own key already");
    }

    proptest! {
        #[test]
        fn a_kept_draft_comes_back_as_it_was(
            key in "[a-f0-9]{0,8}", recipients in proptest::collection::hash_set(".{0,6}", 0..4), subject: String, body: String,
            fate in 0..3_usize,
        ) {
            let fate = [Fate::New, Fate::Tried, Fate::Changed][fate];
            let draft = Draft { key, recipients: recipients.into_iter().collect(), subject, body, fate };
            prop_assert_eq!(Draft::parse(&draft.print()), draft);
        }

        #[test]
        fn any_kept_text_is_read(text: String) {
            let _ = Draft::parse(&text);
        }
    }
}
