------------------------------ MODULE Erasure ------------------------------
(***************************************************************************)
(* The erasure of one person, from the confirmed deletion to the           *)
(* certificate, as the services carry it out: each action is one           *)
(* transaction of one database, or one effect outside of it. README.md     *)
(* says what stands for what in the product and in the Java model, which   *)
(* has the same names and is the one that was run.                         *)
(*                                                                         *)
(* A process that is killed keeps its databases and loses `memory'. Being  *)
(* killed before a commit needs no action: nothing has happened. Being     *)
(* killed between two steps is Crash; after the relay sent and before it   *)
(* marked, CrashAfterShip; after transactions and before their offsets     *)
(* are committed, Rewind...; after the mail and before its transaction,    *)
(* CrashAfterMail. A process that is down simply takes no step.            *)
(***************************************************************************)
EXTENDS Naturals, FiniteSets

CONSTANTS
    MaxFaults,      \* crashes and re-readings in one run
    MaxRevisions,   \* consent states in one run
    MaxRows,        \* rows about the person in one database
    Writers,        \* where writes race with the erasure
    Restored,       \* whose database is backed up and restored, at most once
    KeysRestored    \* whose keys database is; both are sets

Party == {"account", "device", "dsr"}
Others == Party \ {"dsr"}
Event == {"registered", "confirmed"}

\* Numbers of directive events under way. All say the same; inboxes know them apart. The number of
\* one that everybody has read is used again for the next.
Number == {1, 2}

NoAnswer == [counted |-> 0, deleted |-> 0, by |-> "nobody"]

VARIABLES
    db,        \* db[p]: the database of p
    keys,      \* keys[p]: the row of the person in the keys database of p
    memory,    \* memory[p]: what the process of p knows until it is killed
    bus,       \* Kafka: what was published, and what each has not read yet
    backups,   \* copies of db[p] and keys[p]
    faults,    \* how many there were
    past       \* what happened really: properties read it, no action decides by it

vars == <<db, keys, memory, bus, backups, faults, past>>

-----------------------------------------------------------------------------
(* The start: a person has just registered at account-service.             *)

EmptyDatabase ==
    [subject |-> "unknown",      \* unknown, live, closing, erased: the data-subject row
     rows |-> 0,                 \* rows about the person
     task |-> "none",            \* none, open, done: the erasure task
     counted |-> 0,              \* what the task says was deleted
     inboxAccount |-> {}, inboxDirective |-> {},
     outboxAccount |-> {}, outboxDirective |-> {}, outboxOutcome |-> FALSE,
     revision |-> 0,             \* device: of the consent state at hand
     caseState |-> "none",       \* dsr: none, received, running, completed
     awaited |-> {},             \* dsr: who has not answered
     kept |-> [p \in Party |-> NoAnswer],   \* dsr: the answers
     deleted |-> 0,              \* history of this database: rows deleted really
     welcomed |-> 0]             \* history of this database: effects of AccountRegistered

Init ==
    /\ db = [p \in Party |->
                IF p = "account"
                THEN [EmptyDatabase EXCEPT !.subject = "live", !.rows = 1,
                                           !.outboxAccount = {"registered"}]
                ELSE EmptyDatabase]
    /\ keys = [p \in Party |-> [key |-> IF p = "account" THEN "present" ELSE "none"]]
    /\ memory = [p \in Party |-> [swept |-> FALSE, ready |-> TRUE]]
    /\ bus = [accountEvents |-> {}, directed |-> FALSE, revisions |-> 0,
              unreadAccount |-> [p \in Party |-> {}],
              unreadDirective |-> [p \in Party |-> {}],
              outcomes |-> [p \in Party |-> {}],
              consentRead |-> 0]
    /\ backups = [backedUp |-> FALSE, restored |-> FALSE, database |-> EmptyDatabase,
                  keysBackedUp |-> FALSE, keysRestored |-> FALSE, backupOfKey |-> "none"]
    /\ faults = 0
    /\ past = [attested |-> [p \in Party |-> FALSE],   \* p read back nothing, and signed
               keyGone |-> [p \in Party |-> FALSE],    \* p destroyed the key
               revisionSeen |-> 0,                     \* newest consent state device took over
               certificates |-> {}]                    \* ids of certificates sent or kept

-----------------------------------------------------------------------------
(* What the actions are made of.                                           *)

\* The account events whose listeners change something; account-service reads back its own after a
\* restore.
Heard(p) == CASE p = "account" -> {}
              [] p = "device" -> {"registered"}
              [] p = "dsr" -> Event
HeardAgain(p) == IF p = "account" THEN {"confirmed"} ELSE Heard(p)

\* After a start nothing else is read, and no case worked on, before all directives are.
Reads(p) == memory[p].ready \/ bus.unreadDirective[p] = {}

UnderWay == db["dsr"].outboxDirective \union UNION {bus.unreadDirective[p] : p \in Party}
InBackup == IF backups.backedUp /\ ~backups.restored THEN backups.database.outboxDirective ELSE {}
Free == Number \ (UnderWay \union InBackup)

\* What the inbox of p knows of event numbers counts only while events of that number are under way.
Knows(p, n) == n \in db[p].inboxDirective

Answer(p, d) == [counted |-> d.counted, deleted |-> d.deleted, by |-> p]
Attested(d) == [d EXCEPT !.task = "done", !.outboxOutcome = TRUE]
Min(a, b) == IF a < b THEN a ELSE b
Max(a, b) == IF a > b THEN a ELSE b

\* dsr keeps the address, and with it its own answer, until the case is over.
HeldBack(p) == p = "dsr" /\ db["dsr"].caseState \in {"received", "running"}

Create(d) == [d EXCEPT !.subject = IF @ = "unknown" THEN "live" ELSE @]
EnsureKey(p) == keys' = [keys EXCEPT ![p].key = IF @ = "none" THEN "present" ELSE @]

\* Numbers nobody has under way any more are forgotten by the inboxes, when they are used again.
Reused(d, n) == [d EXCEPT !.inboxDirective = @ \ {n}]
Direct(n, dsr) ==
    db' = [p \in Party |->
              Reused(IF p = "dsr" THEN [dsr EXCEPT !.outboxDirective = @ \union {n}]
                                  ELSE db[p], n)]

-----------------------------------------------------------------------------
(* The person.                                                             *)

ConfirmDeletion ==
    /\ memory["account"].ready /\ db["account"].subject = "live"
    /\ db' = [db EXCEPT !["account"].subject = "closing",
                        !["account"].outboxAccount = @ \union {"confirmed"}]
    /\ UNCHANGED <<keys, memory, bus, backups, faults, past>>

\* Share lock, look at the row, insert: one transaction, so one step.
Write(p) ==
    /\ p \in Writers
    /\ memory[p].ready /\ db[p].subject = "live" /\ db[p].rows < MaxRows
    /\ db' = [db EXCEPT ![p].rows = @ + 1]
    /\ UNCHANGED <<keys, memory, bus, backups, faults, past>>

\* consent-service is not modelled: it may say something at any time, before the person is known to
\* others and after the erasure too.
PublishConsent ==
    /\ bus.revisions < MaxRevisions
    /\ bus' = [bus EXCEPT !.revisions = @ + 1]
    /\ UNCHANGED <<db, keys, memory, backups, faults, past>>

-----------------------------------------------------------------------------
(* The relay.                                                              *)

HasToShip(p) == db[p].outboxAccount # {} \/ db[p].outboxDirective # {} \/ db[p].outboxOutcome

Send(p) ==
    bus' = [bus EXCEPT
        !.accountEvents = @ \union db[p].outboxAccount,
        !.unreadAccount = [q \in Party |-> @[q] \union (db[p].outboxAccount \intersect Heard(q))],
        !.directed = @ \/ db[p].outboxDirective # {},
        !.unreadDirective = [q \in Party |-> @[q] \union db[p].outboxDirective],
        !.outcomes[p] = IF db[p].outboxOutcome THEN @ \union {Answer(p, db[p])} ELSE @]

ShipOutbox(p) ==
    /\ HasToShip(p) /\ Send(p)
    /\ db' = [db EXCEPT ![p].outboxAccount = {}, ![p].outboxDirective = {},
                        ![p].outboxOutcome = FALSE]
    /\ UNCHANGED <<keys, memory, backups, faults, past>>

-----------------------------------------------------------------------------
(* What every participant does.                                            *)

\* The key is made in its own database, before the transaction commits and apart from it.
MakeKey(p) ==
    /\ Reads(p) /\ "registered" \in bus.unreadAccount[p] /\ keys[p].key = "none"
    /\ EnsureKey(p)
    /\ UNCHANGED <<db, memory, bus, backups, faults, past>>

HearRegistered(p) ==
    /\ Reads(p) /\ "registered" \in bus.unreadAccount[p]
    /\ bus' = [bus EXCEPT !.unreadAccount[p] = @ \ {"registered"}]
    /\ IF "registered" \in db[p].inboxAccount
       THEN UNCHANGED <<db, keys>>
       ELSE /\ EnsureKey(p)
            /\ LET d == Create([db[p] EXCEPT !.inboxAccount = @ \union {"registered"}])
               IN db' = [db EXCEPT ![p] =
                      IF p = "device" /\ d.subject = "live"
                      THEN [d EXCEPT !.rows = @ + 1, !.welcomed = @ + 1]
                      ELSE d]
    /\ UNCHANGED <<memory, backups, faults, past>>

\* The log is compacted: revisions may be passed over. The inbox is not relied upon, for it forgets.
HearConsent ==
    \E r \in (bus.consentRead + 1)..bus.revisions :
        /\ Reads("device")
        /\ bus' = [bus EXCEPT !.consentRead = r]
        /\ IF db["device"].subject = "unknown" THEN EnsureKey("device") ELSE UNCHANGED keys
        /\ LET d == Create(db["device"])
               taken == d.subject # "erased" /\ r > d.revision
           IN /\ db' = [db EXCEPT !["device"] =
                            IF taken THEN [d EXCEPT !.revision = r] ELSE d]
              /\ past' = IF taken THEN [past EXCEPT !.revisionSeen = Max(@, r)] ELSE past
        /\ UNCHANGED <<memory, backups, faults>>

\* A directive is out that dsr-service does not know: its database was restored from before.
TakenUp(d) == [d EXCEPT !.caseState = "running", !.awaited = Others]

\* Tombstone and task in one transaction. What was done before is answered again.
HearDirective(p) ==
    \E n \in bus.unreadDirective[p] :
        /\ bus' = [bus EXCEPT !.unreadDirective[p] = @ \ {n}]
        /\ IF Knows(p, n)
           THEN UNCHANGED db
           ELSE LET d == [db[p] EXCEPT
                            !.inboxDirective = @ \union {n},
                            !.subject = "erased",
                            !.task = IF @ = "none" THEN "open" ELSE @,
                            !.outboxOutcome = @ \/ db[p].task = "done"]
                IN db' = [db EXCEPT ![p] =
                       IF p = "dsr" /\ d.caseState \in {"none", "received"}
                       THEN TakenUp(d) ELSE d]
        /\ UNCHANGED <<keys, memory, backups, faults, past>>

\* Before every chunk; and by a closed gate that finds the key of an erased person.
DestroyKey(p) ==
    /\ keys[p].key # "destroyed"
    /\ db[p].task = "open" \/ (~memory[p].ready /\ db[p].subject = "erased")
    /\ keys' = [keys EXCEPT ![p].key = "destroyed"]
    /\ past' = [past EXCEPT !.keyGone[p] = TRUE]
    /\ UNCHANGED <<db, memory, bus, backups, faults>>

Deleted(d, n) == [d EXCEPT !.rows = @ - n, !.counted = @ + n, !.deleted = @ + n]

\* A row and its count, in one transaction; the worker remembers when nothing was left to delete.
DeleteChunk(p) ==
    /\ db[p].task = "open" /\ keys[p].key = "destroyed" /\ ~HeldBack(p) /\ ~memory[p].swept
    /\ LET d == Deleted(db[p], Min(1, db[p].rows))
       IN /\ db' = [db EXCEPT ![p] = d]
          /\ memory' = [memory EXCEPT ![p].swept = (d.rows = 0)]
    /\ UNCHANGED <<keys, bus, backups, faults, past>>

\* Reads back, signs and answers in one transaction; what is found is deleted again.
FinishTask(p) ==
    /\ db[p].task = "open" /\ memory[p].swept /\ ~HeldBack(p)
    /\ memory' = [memory EXCEPT ![p].swept = FALSE]
    /\ IF db[p].rows = 0 /\ keys[p].key = "destroyed"
       THEN /\ db' = [db EXCEPT ![p] = Attested(@)]
            /\ past' = [past EXCEPT !.attested[p] = TRUE]
       ELSE UNCHANGED <<db, past>>
    /\ UNCHANGED <<keys, bus, backups, faults>>

-----------------------------------------------------------------------------
(* What dsr-service does with the case.                                    *)

\* Behind AccountRegistered in the same partition. account-service closes an account again that a
\* restore opened; dsr-service opens the case.
HearConfirmed(p) ==
    /\ Reads(p) /\ bus.unreadAccount[p] = {"confirmed"}
    /\ bus' = [bus EXCEPT !.unreadAccount[p] = {}]
    /\ LET known == "confirmed" \in db[p].inboxAccount
           d == [db[p] EXCEPT !.inboxAccount = @ \union {"confirmed"}]
           created == IF p = "dsr" THEN Create([d EXCEPT !.caseState = "received"]) ELSE d
       IN IF known \/ (p = "dsr" /\ d.caseState # "none")
          THEN db' = [db EXCEPT ![p] = d] /\ UNCHANGED keys
          ELSE /\ IF p = "dsr" THEN EnsureKey(p) ELSE UNCHANGED keys
               /\ db' = [db EXCEPT ![p] =
                      [created EXCEPT !.subject = IF @ = "live" THEN "closing" ELSE @]]
    /\ UNCHANGED <<memory, backups, faults, past>>

\* The address, if account-service still gives it; directive and state with it.
OrderErasure ==
    \E n \in Free :
        /\ Reads("dsr") /\ db["dsr"].caseState = "received"
        /\ LET given == db["account"].subject \in {"live", "closing"} /\ memory["account"].ready
           IN Direct(n, [db["dsr"] EXCEPT !.rows = IF given THEN 1 ELSE @,
                                          !.caseState = "running", !.awaited = Others])
        /\ UNCHANGED <<keys, memory, bus, backups, faults, past>>

\* The first answer of each counts. An answer that nobody asked for is parked.
HearOutcome(p) ==
    \E answer \in bus.outcomes[p] :
        /\ Reads("dsr")
        /\ bus' = [bus EXCEPT !.outcomes[p] = @ \ {answer}]
        /\ IF db["dsr"].caseState \in {"running", "completed"} /\ db["dsr"].kept[p] = NoAnswer
           THEN db' = [db EXCEPT !["dsr"].kept[p] = answer, !["dsr"].awaited = @ \ {p}]
           ELSE UNCHANGED db
        /\ UNCHANGED <<keys, memory, backups, faults, past>>

\* The id of a certificate is that of its request, so there is one of them.
Certificate == "request"

MayFinish ==
    /\ Reads("dsr") /\ db["dsr"].caseState = "running" /\ db["dsr"].awaited = {}
    /\ \/ db["dsr"].task = "done"
       \/ db["dsr"].task = "open" /\ keys["dsr"].key = "destroyed"

\* Own rows, own answer, certificate, mail and state in one transaction.
FinishCase ==
    /\ MayFinish
    /\ LET d == IF db["dsr"].task = "open"
                THEN Attested(Deleted(db["dsr"], db["dsr"].rows))
                ELSE db["dsr"]
           own == IF d.kept["dsr"] = NoAnswer THEN Answer("dsr", d) ELSE d.kept["dsr"]
       IN db' = [db EXCEPT !["dsr"] =
                    [d EXCEPT !.kept["dsr"] = own, !.caseState = "completed"]]
    /\ past' = [past EXCEPT !.certificates = @ \union {Certificate},
                            !.attested["dsr"] = TRUE]
    /\ UNCHANGED <<keys, memory, bus, backups, faults>>

\* A new event of the same content, when somebody is silent; not before the last one is read, for
\* that would only be a duplicate of it.
Resend ==
    \E n \in Free :
        /\ Reads("dsr") /\ db["dsr"].caseState = "running"
        /\ db["dsr"].awaited # {} \/ db["dsr"].task = "none"
        /\ UnderWay = {}
        /\ Direct(n, db["dsr"])
        /\ UNCHANGED <<keys, memory, bus, backups, faults, past>>

-----------------------------------------------------------------------------
(* What may go wrong.                                                      *)

Fault(p) ==
    /\ faults < MaxFaults
    /\ faults' = faults + 1
    /\ memory' = [memory EXCEPT ![p].swept = FALSE]

Crash(p) ==
    /\ memory[p].swept /\ Fault(p)
    /\ UNCHANGED <<db, keys, bus, backups, past>>

CrashAfterShip(p) ==
    /\ HasToShip(p) /\ Send(p) /\ Fault(p)
    /\ UNCHANGED <<db, keys, backups, past>>

CrashAfterMail ==
    /\ MayFinish /\ Fault("dsr")
    /\ past' = [past EXCEPT !.certificates = @ \union {Certificate}]
    /\ UNCHANGED <<db, keys, bus, backups>>

RewindAccountEvents(p) ==
    /\ Fault(p)
    /\ bus.unreadAccount[p] # bus.accountEvents \intersect Heard(p)
    /\ bus' = [bus EXCEPT !.unreadAccount[p] = bus.accountEvents \intersect Heard(p)]
    /\ UNCHANGED <<db, keys, backups, past>>

\* Compaction leaves the last directive, which may be older than anything the inbox keeps.
Reread(b, p) == [b EXCEPT !.unreadDirective[p] = @ \union {1}]

RewindDirectives(p) ==
    /\ Fault(p) /\ bus.directed
    /\ bus' = Reread(bus, p)
    /\ db' = [db EXCEPT ![p] = Reused(@, 1)]
    /\ UNCHANGED <<keys, backups, past>>

RewindConsents ==
    /\ Fault("device") /\ bus.consentRead # 0
    /\ bus' = [bus EXCEPT !.consentRead = 0]
    /\ UNCHANGED <<db, keys, backups, past>>

BackUp(p) ==
    /\ p \in Restored /\ ~backups.backedUp
    /\ backups' = [backups EXCEPT !.backedUp = TRUE, !.database = db[p]]
    /\ UNCHANGED <<db, keys, memory, bus, faults, past>>

BackUpKeys(p) ==
    /\ p \in KeysRestored /\ ~backups.keysBackedUp
    /\ backups' = [backups EXCEPT !.keysBackedUp = TRUE, !.backupOfKey = keys[p].key]
    /\ UNCHANGED <<db, keys, memory, bus, faults, past>>

\* A database knows what it has read, so what came since is read again, by a service that does not
\* serve yet. Here everything is, and the inbox knows what was read.
BehindTheGate(p) ==
    LET b == IF bus.directed THEN Reread(bus, p) ELSE bus
    IN /\ memory' = [memory EXCEPT ![p] = [swept |-> FALSE, ready |-> FALSE]]
       /\ bus' = [b EXCEPT !.unreadAccount[p] = bus.accountEvents \intersect HeardAgain(p),
                           !.consentRead = IF p = "device" THEN 0 ELSE @]

Restore(p) ==
    /\ p \in Restored /\ backups.backedUp /\ ~backups.restored
    /\ backups' = [backups EXCEPT !.restored = TRUE]
    /\ db' = [db EXCEPT ![p] = IF bus.directed THEN Reused(backups.database, 1)
                                               ELSE backups.database]
    /\ BehindTheGate(p)
    /\ UNCHANGED <<keys, faults, past>>

RestoreKeys(p) ==
    /\ p \in KeysRestored /\ backups.keysBackedUp /\ ~backups.keysRestored
    /\ backups' = [backups EXCEPT !.keysRestored = TRUE]
    /\ keys' = [keys EXCEPT ![p].key = backups.backupOfKey]
    /\ db' = [db EXCEPT ![p] = IF bus.directed THEN Reused(@, 1) ELSE @]
    /\ BehindTheGate(p)
    /\ UNCHANGED <<faults, past>>

\* Directives and consent states are read, and what they erase is read back.
OpenGate(p) ==
    /\ ~memory[p].ready
    /\ bus.unreadDirective[p] = {}
    /\ p = "device" => bus.consentRead = bus.revisions
    /\ bus.directed => /\ db[p].subject = "erased"
                       /\ db[p].rows = 0 \/ HeldBack(p)
                       /\ keys[p].key = "destroyed"
    /\ memory' = [memory EXCEPT ![p].ready = TRUE]
    /\ UNCHANGED <<db, keys, bus, backups, faults, past>>

-----------------------------------------------------------------------------

People == ConfirmDeletion \/ PublishConsent \/ \E p \in Party : Write(p)

MachineOf(p) ==
    \/ ShipOutbox(p) \/ HearDirective(p) \/ DestroyKey(p) \/ DeleteChunk(p) \/ FinishTask(p)
    \/ HearOutcome(p) \/ OpenGate(p) \/ MakeKey(p) \/ HearRegistered(p) \/ HearConfirmed(p)

Faults ==
    \/ CrashAfterMail \/ RewindConsents
    \/ \E p \in Party :
        \/ Crash(p) \/ CrashAfterShip(p) \/ RewindAccountEvents(p) \/ RewindDirectives(p)
        \/ BackUp(p) \/ BackUpKeys(p) \/ Restore(p) \/ RestoreKeys(p)

Next ==
    \/ People \/ Faults
    \/ HearConsent \/ OrderErasure \/ FinishCase \/ Resend
    \/ \E p \in Party : MachineOf(p)

\* Machines that can do something do it in the end. Nobody has to confirm, write or fail.
Fairness ==
    /\ WF_vars(HearConsent) /\ WF_vars(OrderErasure) /\ WF_vars(FinishCase) /\ WF_vars(Resend)
    /\ \A p \in Party :
        /\ WF_vars(ShipOutbox(p)) /\ WF_vars(HearDirective(p)) /\ WF_vars(DestroyKey(p))
        /\ WF_vars(DeleteChunk(p)) /\ WF_vars(FinishTask(p)) /\ WF_vars(HearOutcome(p))
        /\ WF_vars(OpenGate(p)) /\ WF_vars(HearRegistered(p)) /\ WF_vars(HearConfirmed(p))

Spec == Init /\ [][Next]_vars /\ Fairness

-----------------------------------------------------------------------------
(* What must hold in every state.                                          *)

\* I-5: every participant answered, really read back zero rows, and its key is gone.
CompleteIsEarned ==
    db["dsr"].caseState = "completed" =>
        \A p \in Party :
            /\ db["dsr"].kept[p] # NoAnswer /\ past.attested[p]
            /\ memory[p].ready => db[p].rows = 0 /\ keys[p].key = "destroyed"

\* I-3; but for the address, which nobody can read, in a case that a restore of dsr opened again.
NothingOutlivesTheTombstone ==
    \A p \in Party : past.attested[p] /\ memory[p].ready => db[p].rows = 0 \/ HeldBack(p)

\* I-6: whoever has read back nothing never serves the person again.
NothingErasedIsServed ==
    \A p \in Party : past.attested[p] /\ memory[p].ready => db[p].subject = "erased"

OneCertificate == Cardinality(past.certificates) <= 1

CountsAreTrue == \A p \in Party : db["dsr"].kept[p].counted = db["dsr"].kept[p].deleted

KeyNeverComesBack ==
    \A p \in Party : past.keyGone[p] /\ memory[p].ready => keys[p].key # "present"

\* I-7: a withdrawal that was heard is never forgotten.
ConsentNeverGoesBack ==
    memory["device"].ready =>
        db["device"].subject = "erased" \/ db["device"].revision >= past.revisionSeen

\* I-2: once in effect, however often delivered.
EveryEventActsOnce == db["device"].welcomed <= 1

-----------------------------------------------------------------------------
(* What must come.                                                         *)

Asked == db["account"].subject \in {"closing", "erased"} \/ "confirmed" \in bus.accountEvents

Ended ==
    /\ db["dsr"].caseState = "completed"
    /\ \A p \in Party : /\ db[p].subject = "erased" /\ db[p].task = "done" /\ db[p].rows = 0
                        /\ keys[p].key = "destroyed" /\ memory[p].ready

\* A confirmation whose database is restored to before it, and which had not been sent, is lost.
EveryDirectiveEnds == []<>(Asked => Ended)

EverybodyIsHeardOf == <>[](db["device"].subject # "unknown")

\* The timer apart, no machine goes on for ever: the Java model looks for circles.
MachinesComeToRest ==
    <>[][People \/ Faults \/ Resend]_vars \/ []<><<Resend>>_vars \/ []<><<People \/ Faults>>_vars
=============================================================================
