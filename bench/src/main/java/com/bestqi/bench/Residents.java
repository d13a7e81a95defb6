package com.bestqi.bench;

import com.bestqi.endtoend.client.Login;
import com.bestqi.endtoend.client.StackAddresses;
import com.bestqi.endtoend.story.Person;
import com.bestqi.endtoend.story.Resident;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

/** Many people, registered as anybody is. */
final class Residents {
    private static final int SIDE_BY_SIDE = 4;

    private Residents() {}

    static List<Resident> register(StackAddresses stack, int count) throws Exception {
        var registrations = new ArrayList<Callable<Resident>>();
        for (int i = 0; i < count; i++) {
            registrations.add(() -> Resident.register(stack, Person.called("Anna")));
        }
        return all(registrations);
    }

    /** Opens so many inbox streams of each; all log-ins come first, for a token lives shortly. */
    static void watch(
            StackAddresses stack, List<Resident> residents, InboxStreams streams, int each)
            throws Exception {
        var login = new Login(stack);
        var logIns = new ArrayList<Callable<String>>();
        for (var resident : residents) {
            var person = resident.person();
            logIns.add(() -> login.direct(person.email(), person.password()));
        }
        var tokens = all(logIns);
        for (int i = 0; i < tokens.size(); i++) {
            streams.open(residents.get(i).accountId(), tokens.get(i), each);
        }
    }

    private static <T> List<T> all(List<Callable<T>> calls) throws Exception {
        var done = new ArrayList<T>();
        try (var threads = Executors.newFixedThreadPool(SIDE_BY_SIDE)) {
            for (var one : threads.invokeAll(calls)) {
                done.add(one.get());
            }
        }
        return done;
    }
}
