-- Who a person is. Confidential columns are ciphertext of the person's key; *_index are keyed hashes
-- of the value in lower case, for finding and for uniqueness. New table: takes no lock that matters.
CREATE TABLE account (
    account_id      uuid PRIMARY KEY,
    email           bytea       NOT NULL,
    email_index     bytea       NOT NULL,
    username        bytea,
    username_index  bytea,
    phone           bytea,
    name            bytea,
    nickname        bytea,
    country_code    text        NOT NULL,
    language        text        NOT NULL,
    time_zone       text        NOT NULL,
    region          text        NOT NULL,
    email_verified  boolean     NOT NULL,
    policy_version  text        NOT NULL,
    policy_language text        NOT NULL,
    version         bigint      NOT NULL,
    created_at      timestamptz NOT NULL,
    CONSTRAINT account_email_index_key UNIQUE (email_index),
    CONSTRAINT account_username_index_key UNIQUE (username_index)
);
