"""The tables, and the migrations that make them. Each has its class in `classes`.

DDL is in PostgreSQL's types, which SQLite takes as they are. Instants are epoch seconds (BIGINT),
days are ISO dates (TEXT). Columns named `sealed` hold bytes encrypted under the person's own key. A
row is of a `person` (who works and answers) or of a `member` (who is in teams and cells), and no
table has both: only the key store can tell that the two are one.
"""

from __future__ import annotations

FIRST = """
CREATE TABLE person (
    id TEXT PRIMARY KEY, zone TEXT NOT NULL, first_seen BIGINT NOT NULL,
    founding BOOLEAN NOT NULL, guest BOOLEAN NOT NULL, departed BOOLEAN NOT NULL,
    removed BOOLEAN NOT NULL DEFAULT false
);
CREATE INDEX person_zone ON person (zone, id);
CREATE TABLE team (
    id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, parent TEXT,
    parent_since BIGINT NOT NULL DEFAULT 0
);
CREATE TABLE membership (
    member TEXT NOT NULL, team TEXT NOT NULL, role TEXT NOT NULL, is_primary BOOLEAN NOT NULL,
    since_window BIGINT NOT NULL DEFAULT 0, managing_since BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (member, team, role)
);
CREATE INDEX membership_team ON membership (team);

CREATE TABLE profile (person TEXT PRIMARY KEY, sealed BYTEA NOT NULL);
CREATE TABLE standing (
    person TEXT PRIMARY KEY, standing TEXT NOT NULL, told_at BIGINT, changed_at BIGINT NOT NULL
);
CREATE TABLE preference (
    person TEXT PRIMARY KEY, weekday BIGINT, hour BIGINT, cadence TEXT, questions BIGINT,
    discreet BOOLEAN NOT NULL, patterns_in_dm BOOLEAN NOT NULL, counted BOOLEAN NOT NULL,
    paused_until BIGINT, changed_at BIGINT
);

CREATE TABLE task (
    id TEXT PRIMARY KEY, person TEXT NOT NULL, source TEXT NOT NULL, task_key TEXT NOT NULL,
    started_at BIGINT NOT NULL, ended_at BIGINT NOT NULL, autonomous BOOLEAN NOT NULL,
    prompts BIGINT NOT NULL, model_calls BIGINT NOT NULL, edits BIGINT NOT NULL,
    reads BIGINT NOT NULL, commands BIGINT NOT NULL, other_calls BIGINT NOT NULL,
    input_tokens BIGINT NOT NULL, cached_tokens BIGINT NOT NULL, cache_written BIGINT NOT NULL,
    output_tokens BIGINT NOT NULL, cost_usd DOUBLE PRECISION NOT NULL,
    unpriced_calls BIGINT NOT NULL, apps TEXT NOT NULL, outcomes TEXT NOT NULL, sealed_label BYTEA
);
CREATE INDEX task_key ON task (person, source, task_key);
CREATE INDEX task_time ON task (person, started_at);
CREATE TABLE seen (
    person TEXT NOT NULL, seen_key BYTEA NOT NULL, keep_until BIGINT NOT NULL,
    input_tokens BIGINT, cached_tokens BIGINT, cache_written BIGINT, output_tokens BIGINT,
    cost_usd DOUBLE PRECISION, cost_basis TEXT, counted BIGINT,
    PRIMARY KEY (person, seen_key)
);
CREATE INDEX seen_until ON seen (keep_until);
CREATE TABLE daily (
    person TEXT NOT NULL, source TEXT NOT NULL, day TEXT NOT NULL, tasks BIGINT NOT NULL,
    autonomous BIGINT NOT NULL, seconds BIGINT NOT NULL, input_tokens BIGINT NOT NULL,
    cached_tokens BIGINT NOT NULL, output_tokens BIGINT NOT NULL,
    cost_usd DOUBLE PRECISION NOT NULL,
    PRIMARY KEY (person, source, day)
);
CREATE TABLE tool_day (
    person TEXT NOT NULL, source TEXT NOT NULL, report TEXT NOT NULL, day TEXT NOT NULL,
    requests BIGINT, input_tokens BIGINT NOT NULL, cached_tokens BIGINT NOT NULL,
    cache_written BIGINT NOT NULL, output_tokens BIGINT NOT NULL,
    cost_usd DOUBLE PRECISION NOT NULL, unpriced BIGINT NOT NULL, outcomes TEXT NOT NULL,
    outcome_count BIGINT NOT NULL, PRIMARY KEY (person, source, day, report)
);
CREATE TABLE heard (
    person TEXT NOT NULL, source TEXT NOT NULL, first_at BIGINT NOT NULL, last_at BIGINT NOT NULL,
    platform TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (person, source)
);
CREATE TABLE untimely (
    person TEXT NOT NULL, source TEXT NOT NULL, cause TEXT NOT NULL, day TEXT NOT NULL,
    records BIGINT NOT NULL,
    PRIMARY KEY (person, source, cause, day)
);
CREATE TABLE ingest_token (
    token_hash BYTEA PRIMARY KEY, person TEXT, platform TEXT, made_at BIGINT NOT NULL,
    revoked_at BIGINT
);
CREATE INDEX ingest_token_person ON ingest_token (person);

CREATE TABLE question (
    id TEXT PRIMARY KEY, person TEXT NOT NULL, item TEXT NOT NULL, task TEXT, day TEXT NOT NULL,
    window_index BIGINT NOT NULL, asked_at BIGINT NOT NULL, delivery TEXT
);
CREATE INDEX question_person ON question (person, asked_at);
CREATE INDEX question_delivery ON question (delivery);
CREATE INDEX question_window ON question (window_index, person);
CREATE TABLE answer (
    question TEXT PRIMARY KEY, person TEXT NOT NULL, sealed BYTEA NOT NULL, at BIGINT NOT NULL
);
CREATE INDEX answer_person ON answer (person);

CREATE TABLE delivery (
    id TEXT PRIMARY KEY, person TEXT NOT NULL, letter TEXT NOT NULL, occasion TEXT NOT NULL,
    due_at BIGINT NOT NULL, state TEXT NOT NULL, claimed_until BIGINT, claimed_by TEXT,
    attempts BIGINT NOT NULL, doubts BIGINT NOT NULL DEFAULT 0, reason TEXT,
    first_day TEXT, last_day TEXT, zone TEXT, told_until BIGINT,
    sealed_place BYTEA, sent_at BIGINT,
    UNIQUE (person, letter, occasion)
);
CREATE INDEX delivery_due ON delivery (state, due_at);

CREATE TABLE exported (
    id TEXT PRIMARY KEY, person TEXT NOT NULL, at BIGINT NOT NULL, sealed_place BYTEA NOT NULL
);
CREATE INDEX exported_person ON exported (person);

CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL, changed_at BIGINT NOT NULL);
CREATE TABLE pace (
    method TEXT PRIMARY KEY, next_at_ms BIGINT NOT NULL, noted_ms BIGINT NOT NULL
);
CREATE TABLE source_health (
    source TEXT NOT NULL, day TEXT NOT NULL, accepted BIGINT NOT NULL, known BIGINT NOT NULL,
    rejected BIGINT NOT NULL, too_old BIGINT NOT NULL DEFAULT 0,
    in_future BIGINT NOT NULL DEFAULT 0, last_at BIGINT NOT NULL,
    PRIMARY KEY (source, day)
);
CREATE TABLE platform_heard (platform TEXT PRIMARY KEY, last_at BIGINT NOT NULL);
CREATE TABLE delivery_progress (
    letter TEXT NOT NULL, due_by BIGINT NOT NULL, messages BIGINT NOT NULL, handled BIGINT NOT NULL,
    PRIMARY KEY (letter, due_by)
);
CREATE TABLE connector (
    name TEXT PRIMARY KEY, told_until BIGINT, began_at BIGINT, reached BIGINT,
    looked_back_at BIGINT, next_at BIGINT NOT NULL, last_ok_at BIGINT, failing_since BIGINT,
    failure TEXT, failures BIGINT NOT NULL, unmatched BIGINT, claimed_until BIGINT
);

CREATE TABLE cell (
    window_index BIGINT NOT NULL, id TEXT NOT NULL, parent TEXT, teams TEXT NOT NULL,
    PRIMARY KEY (window_index, id)
);
CREATE TABLE cell_member (
    window_index BIGINT NOT NULL, member TEXT NOT NULL, cell TEXT NOT NULL, larger TEXT,
    PRIMARY KEY (window_index, member)
);
CREATE TABLE group_cell (
    window_index BIGINT NOT NULL, group_id TEXT NOT NULL, cell TEXT NOT NULL,
    PRIMARY KEY (window_index, group_id, cell)
);
CREATE TABLE window_floor (
    window_index BIGINT PRIMARY KEY, least_people BIGINT NOT NULL, least_respondents BIGINT NOT NULL
);
CREATE TABLE page (
    window_index BIGINT NOT NULL, team TEXT NOT NULL, group_id TEXT NOT NULL, title TEXT NOT NULL,
    beside TEXT NOT NULL, larger_group TEXT, larger_beside TEXT,
    PRIMARY KEY (window_index, team)
);
CREATE TABLE release (
    window_index BIGINT NOT NULL, group_id TEXT NOT NULL, measure TEXT NOT NULL, band TEXT NOT NULL,
    wording TEXT, level BIGINT, low BIGINT, high BIGINT, direction TEXT, finding TEXT,
    PRIMARY KEY (window_index, group_id, measure)
);
CREATE TABLE breakdown (
    window_index BIGINT NOT NULL, dimension TEXT NOT NULL, name TEXT NOT NULL, band TEXT NOT NULL,
    level BIGINT NOT NULL, low BIGINT NOT NULL, high BIGINT NOT NULL,
    PRIMARY KEY (window_index, dimension, name)
);
CREATE TABLE release_total (
    window_index BIGINT NOT NULL, group_id TEXT NOT NULL, measure TEXT NOT NULL,
    points BIGINT NOT NULL, at_least BIGINT NOT NULL, cells BIGINT NOT NULL,
    PRIMARY KEY (window_index, group_id, measure)
);
CREATE TABLE ledger (
    member TEXT NOT NULL, window_index BIGINT NOT NULL, cell TEXT NOT NULL, measure TEXT NOT NULL,
    epsilon DOUBLE PRECISION NOT NULL,
    PRIMARY KEY (member, window_index, measure)
);
CREATE TABLE window_done (window_index BIGINT NOT NULL, step TEXT NOT NULL, at BIGINT NOT NULL,
    PRIMARY KEY (window_index, step)
);

CREATE TABLE log_entry (
    seq BIGINT PRIMARY KEY, at BIGINT NOT NULL, kind TEXT NOT NULL, body TEXT NOT NULL,
    previous TEXT NOT NULL, hash TEXT NOT NULL
);
CREATE INDEX log_entry_kind ON log_entry (kind, at);
CREATE TABLE opening (
    member TEXT NOT NULL, team TEXT NOT NULL, day TEXT NOT NULL, entry BIGINT NOT NULL,
    PRIMARY KEY (member, team, day)
);
CREATE UNIQUE INDEX opening_entry ON opening (entry);
CREATE INDEX opening_team ON opening (team, entry);
CREATE TABLE release_salt (
    window_index BIGINT NOT NULL, group_id TEXT NOT NULL, measure TEXT NOT NULL,
    salt TEXT NOT NULL, PRIMARY KEY (window_index, group_id, measure)
);

CREATE VIEW shared_source AS
    SELECT source FROM heard
    WHERE last_at >= (SELECT MAX(last_at) FROM source_health) - 2419200
    GROUP BY source HAVING COUNT(DISTINCT person) >= 5;
"""

MIGRATIONS = (("0001_first", FIRST),)

KEYSTORE_FIRST = """
CREATE TABLE lookup (
    digest BYTEA PRIMARY KEY, person TEXT NOT NULL, login BOOLEAN NOT NULL DEFAULT false
);
CREATE INDEX lookup_person ON lookup (person);
CREATE TABLE person_key (person TEXT PRIMARY KEY, wrapped BYTEA NOT NULL, made_at BIGINT NOT NULL);
CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE erasure (
    person TEXT PRIMARY KEY, begun_at BIGINT NOT NULL, ended BOOLEAN NOT NULL, place_key BYTEA
);
"""

KEYSTORE_MIGRATIONS = (("0001_first", KEYSTORE_FIRST),)
