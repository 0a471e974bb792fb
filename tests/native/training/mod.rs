//! Training documents, from bytes to figures.

mod document;
mod pages;
mod sight;

use roundview::{
    dataset::{training::Training, zone::native_zones},
    document::{Faults, Refusal, TrainingReader},
};
use serde_json::{Value, json};

/// The tables that may be in columns.
pub const TABLES: [&str; 7] =
    ["registrations", "attempts", "externalCompletions", "answers", "attendance", "connections", "posts"];

/// A document with something of everything, one row in each table, and no fault.
pub fn full() -> Value {
    json!({
        "format": "training-document/1",
        "generatedAt": "2026-03-18T09:30:00Z",
        "timeZone": "Europe/Paris",
        "viewer": { "userId": 9 },
        "users": [
            {
                "id": 1, "firstName": "Ana", "lastName": "Silva", "email": "ana@example.org",
                "customFields": { "Site": "Lyon", "Floor": 3 }, "additionalInformation": "Part-time",
                "managerIds": [9], "deletedAt": "2026-06-01T00:00:00Z",
            },
            { "id": 9 },
        ],
        "groups": [{ "id": 1, "title": "Everyone", "parentId": null }, { "id": 2, "title": "Sales", "parentId": 1 }],
        "roles": [{ "userId": 9, "role": "coach", "groupId": 2, "courseId": 5 }],
        "memberships": [{ "userId": 1, "groupId": 2 }],
        "courses": [{
            "id": 5, "title": "Fire safety", "authorId": 9, "provider": "external", "theoreticalSeconds": 18_000,
            "questions": 12, "minimumScore": 70, "examination": true,
        }],
        "templates": [{ "id": 3, "title": "Onboarding", "additionalInformation": "For all", "authorId": 9 }],
        "sessions": [{
            "id": 8, "templateId": 3, "name": "Onboarding March", "startsAt": "2026-03-01T08:00:00Z",
            "endsAt": 1_775_000_000, "authorId": 9, "instructorIds": [9], "groupIds": [2], "catalogGroupIds": [1],
            "expectedSeconds": 7200, "tags": ["hr"], "additionalInformation": "In English",
            "blocks": [
                { "id": 1, "kind": "course", "title": "Fire safety", "courseId": 5 },
                { "id": 2, "kind": "assessment", "title": "Final", "minimumScore": 60 },
                {
                    "id": 3, "kind": "classroom", "title": "Workshop",
                    "slots": [{
                        "id": 1, "title": "Morning", "startsAt": "2026-03-05T08:00:00Z",
                        "endsAt": "2026-03-05T11:00:00+00:00", "hours": 3,
                    }],
                },
            ],
        }],
        "registrations": [{
            "sessionId": 8, "userId": 1, "via": "assigned", "registeredAt": "2026-03-01T08:00:00Z",
            "unregisteredAt": 1_775_000_000, "waiting": false,
        }],
        "invitations": [{
            "sessionId": 8, "email": "new@example.org", "sentAt": "2026-03-01T08:00:00Z", "acceptedAt": 1_775_000_000,
        }],
        "attempts": [{
            "userId": 1, "sessionId": 8, "blockId": 2, "courseId": 5, "platform": "web",
            "startedAt": "2026-03-02T08:00:00Z", "lastActivityAt": 1_772_500_000, "completedAt": 1_772_500_000,
            "seconds": 900, "progress": 50, "score": 75, "passed": true,
        }],
        "externalCompletions": [
            { "email": "ANA@example.org", "courseId": 5, "completedAt": "2026-03-03T08:00:00Z", "passed": true },
        ],
        "answers": [{
            "userId": 1, "sessionId": 8, "courseId": 5, "questionId": 2, "at": "2026-03-02T08:00:00Z", "points": 1,
            "maxPoints": 1,
        }],
        "attendance": [{ "slotId": 1, "sessionId": 8, "userId": 1, "percent": 100 }],
        "certificates": [{ "sessionId": 8, "userId": 1, "issuedAt": "2026-03-06T08:00:00Z" }],
        "connections": [{ "userId": 1, "courseId": 5, "at": "2026-03-02T08:00:00Z" }],
        "posts": [{ "sessionId": 8, "userId": 1, "at": "2026-03-02T08:00:00Z", "kind": "publication" }],
    })
}

/// Reads a document that arrives whole.
pub fn read(document: &Value) -> Result<(Training, Faults), Refusal> {
    read_text(document.to_string().as_bytes())
}

/// Reads a text that arrives whole.
pub fn read_text(text: &[u8]) -> Result<(Training, Faults), Refusal> {
    let mut reader = TrainingReader::default();
    reader.push(text)?;
    reader.into_training(&native_zones)
}
