package com.bestqi.endtoend.upgrade;

import com.bestqi.endtoend.client.ApiClient;
import com.bestqi.endtoend.client.StackAddresses;
import com.bestqi.endtoend.inspection.Databases;
import com.bestqi.endtoend.story.Aftermath;
import com.bestqi.endtoend.story.BrokenPromise;
import com.bestqi.endtoend.story.Caller;
import com.bestqi.endtoend.story.Departure;
import com.bestqi.endtoend.story.Person;
import com.bestqi.endtoend.story.Resident;
import com.bestqi.endtoend.story.SettlingIn;
import com.bestqi.localstack.Replica;
import com.bestqi.localstack.Stack;
import com.bestqi.platform.proof.CertificateVerifier;
import com.bestqi.platform.proof.KeySet;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * Every service twice in the version before; then, one service after the other, first one replica
 * and then the other is replaced by today's, while somebody calls all of them and in each step
 * somebody leaves.
 */
public final class UpgradeRun {
    /** As the change notes say: who gives orders to the others comes last. */
    private static final List<String> ORDER =
            List.of("consent", "account", "device", "notification", "dsr");

    private static final Duration LONG = Duration.ofSeconds(120);

    /** A service loses at most the call that each of its two replicas had when it was stopped. */
    private static final long CUT_OFF = 2;

    private final Stack stack;
    private final Path before;
    private final Consumer<String> told;
    private final StackAddresses addresses;
    private final Map<Resident, Departure> departures = new LinkedHashMap<>();
    private final List<String> violations = new ArrayList<>();

    /**
     * On a stack that runs the version before.
     *
     * @param before the built checkout of that version
     */
    public UpgradeRun(Stack stack, Path before, Consumer<String> told) {
        this.stack = stack;
        this.before = before;
        this.told = told;
        this.addresses = new StackAddresses(stack.addresses());
    }

    /** Goes the whole way; returns what broke, nothing when all was well. */
    public List<String> run() {
        var resident = settled("Una");
        var early = settled("Ela");
        long readings = readings(resident);
        Map<String, Replica> second = new LinkedHashMap<>();
        try {
            ORDER.forEach(service -> second.put(service, stack.startReplica(service, before)));
            stack.behindGateway(List.copyOf(second.values()));
            told.accept("every service twice in the version before");
            depart(early);
            var callers = Caller.ofEachService(resident);
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                try {
                    callers.forEach(caller -> threads.execute(caller::goOn));
                    second.forEach((service, replica) -> replace(service, replica, callers));
                } finally {
                    callers.forEach(Caller::stop);
                }
            }
            compare(resident, readings, callers);
        } finally {
            second.values().forEach(Replica::close);
        }
        return List.copyOf(violations);
    }

    private void replace(String service, Replica second, List<Caller> callers) {
        callers.forEach(caller -> caller.awaitMore(LONG));
        second.close();
        second.builtIn(Stack.checkout());
        stack.startAgain(second);
        told.accept(service + ": both versions side by side");
        callers.forEach(caller -> caller.awaitMore(LONG));
        depart(settled("Udo"));
        stack.stop(service);
        stack.builtIn(service, Stack.checkout());
        stack.start(service);
        told.accept(service + ": today's version alone");
        callers.forEach(caller -> caller.awaitMore(LONG));
    }

    private Resident settled(String name) {
        var resident = Resident.register(addresses, Person.called(name));
        SettlingIn.all(resident);
        return resident;
    }

    private void depart(Resident resident) {
        var departure = Departure.confirm(addresses, resident);
        departure.certificate(LONG);
        departures.put(resident, departure);
    }

    private void compare(Resident resident, long readings, List<Caller> callers) {
        for (var caller : callers) {
            caller.failed().forEach(call -> violations.add(caller.name() + " failed: " + call));
            told.accept(
                    caller.name()
                            + ": "
                            + caller.answered()
                            + " calls, "
                            + caller.unknown()
                            + " cut off");
            if (caller.unknown() > CUT_OFF) {
                violations.add(caller.unknown() + " calls cut off: " + caller.name());
            }
        }
        var reports = callers.getFirst();
        long more = readings(resident) - readings;
        if (more < reports.answered() || more > reports.answered() + reports.unknown()) {
            violations.add(more + " readings stored of " + reports.answered() + " acknowledged");
        }
        var verifier = verifier();
        departures.forEach((gone, departure) -> gone(gone.accountId(), departure, verifier));
        kept(() -> new Aftermath(addresses).nothingParked());
    }

    private void gone(UUID accountId, Departure departure, CertificateVerifier verifier) {
        var certificate = departure.certificate(LONG);
        if (!(verifier.verify(certificate) instanceof CertificateVerifier.Valid valid)
                || !valid.certificate().result().equals("complete")) {
            violations.add("the certificate of " + accountId + " is not what it should be");
        }
        kept(() -> new Aftermath(addresses).nothingButEvidence(accountId));
        kept(() -> new Aftermath(addresses).keysDestroyed(accountId));
    }

    private void kept(Runnable promise) {
        try {
            promise.run();
        } catch (BrokenPromise e) {
            violations.add(String.valueOf(e.getMessage()));
        }
    }

    private CertificateVerifier verifier() {
        var keys = ApiClient.of(addresses).get("/v1/certificates/keys").expect(200).body();
        return new CertificateVerifier(KeySet.parse(keys));
    }

    private long readings(Resident resident) {
        return new Databases(addresses)
                .number(
                        "device",
                        "SELECT count(*) FROM reading WHERE account_id = ?::uuid",
                        resident.accountId().toString());
    }
}
