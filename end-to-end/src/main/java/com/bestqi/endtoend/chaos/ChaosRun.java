package com.bestqi.endtoend.chaos;

import com.bestqi.endtoend.client.StackAddresses;
import com.bestqi.localstack.Services;
import com.bestqi.localstack.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * One bounded run: so many people leave a suite whose parts are killed all the time, one in ten
 * stays; then the faults stop, and the history is compared with the stores (F1, F3, F5, F18).
 */
public final class ChaosRun {
    private static final Duration BACK = Duration.ofMinutes(2);
    private static final int ONE_STAYS_IN = 10;

    private final Stack stack;
    private final Consumer<String> told;

    /** On a running stack whose parts it may kill. */
    public ChaosRun(Stack stack, Consumer<String> told) {
        this.stack = stack;
        this.told = told;
    }

    /**
     * How much.
     *
     * @param erasures people who leave
     * @param atOnce lives at the same time
     * @param pause between two faults, on average
     */
    public record Plan(long seed, int erasures, int atOnce, Duration pause) {}

    /**
     * What came of it.
     *
     * @param violations empty when every promise was kept
     * @param repeatedMails mails that came again under the same message id
     */
    public record Verdict(
            List<String> violations,
            int kills,
            int freezes,
            int people,
            long ok,
            long failed,
            long unknown,
            long repeatedMails,
            Duration took) {}

    /** Runs the plan; the history goes to {@code file}. */
    public Verdict run(Plan plan, Path file) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        try (var writer = Files.newBufferedWriter(file)) {
            var history = new History(writer);
            var addresses = new StackAddresses(stack.addresses());
            var lives = lives(plan, addresses, history);
            var stuck = new LinkedHashMap<Life, String>();
            var faults =
                    new Faults(
                            stack,
                            plan.seed(),
                            plan.pause(),
                            words -> {
                                history.fault(words);
                                told.accept(words);
                            });
            try (faults) {
                faults.begin();
                live(lives, plan.atOnce(), stuck);
            }
            told.accept("no more faults; waiting for every part");
            for (var part : List.of("postgres", "kafka", "keycloak", "gateway")) {
                stack.awaitReady(part, BACK);
            }
            for (var service : Services.ALL) {
                stack.awaitReady(service, BACK);
            }
            told.accept("comparing the history with the stores");
            var judge = new Judge(addresses);
            var violations = new ArrayList<>(stuck.values());
            lives.removeAll(stuck.keySet());
            violations.addAll(judge.judge(lives, history));
            return new Verdict(
                    violations,
                    faults.kills(),
                    faults.freezes(),
                    lives.size() + stuck.size(),
                    history.count(History.Outcome.OK),
                    history.count(History.Outcome.FAILED),
                    history.count(History.Outcome.UNKNOWN),
                    judge.repeatedMails(),
                    Duration.ofNanos(System.nanoTime() - begun));
        }
    }

    private static List<Life> lives(Plan plan, StackAddresses addresses, History history) {
        var random = new Random(plan.seed());
        var lives = new ArrayList<Life>();
        int leaving = 0;
        while (leaving < plan.erasures()) {
            boolean stays = random.nextInt(ONE_STAYS_IN) == 0;
            lives.add(new Life(lives.size() + 1, addresses, history, !stays));
            leaving += stays ? 0 : 1;
        }
        return lives;
    }

    /**
     * Whoever waited too long is a violation; what became of the others is compared all the same.
     */
    private void live(List<Life> lives, int atOnce, Map<Life, String> stuck)
            throws InterruptedException {
        try (var pool = Executors.newFixedThreadPool(atOnce)) {
            var running = new ArrayList<Future<?>>();
            for (var life : lives) {
                running.add(pool.submit(life::live));
            }
            int done = 0;
            for (var life : lives) {
                try {
                    running.get(done).get();
                } catch (ExecutionException e) {
                    stuck.put(life, String.valueOf(e.getCause()));
                }
                if (++done % 10 == 0) {
                    told.accept(done + " of " + lives.size() + " lives lived");
                }
            }
        }
    }
}
