package com.bestqi.platform.audit;

import com.bestqi.platform.database.Database;
import com.bestqi.platform.event.AuditHead;
import com.bestqi.platform.event.KafkaSettings;
import com.bestqi.platform.problem.CommonProblem;
import com.bestqi.platform.problem.ProblemException;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/** Checks this service's chain, when asked and once a day, and retires what is past its period. */
@ApplicationScoped
@Startup // so that its metrics are there before the first check
public class AuditCheck {
    private static final Logger LOG = Logger.getLogger(AuditCheck.class);
    static final int SECONDS_AT_MOST = 900;
    private static final int RETIRED_AT_ONCE = 10_000;

    private final Database database;
    private final KafkaSettings settings;
    private final Clock clock;
    private final AtomicInteger broken = new AtomicInteger();

    /** Everything it needs is injected. */
    public AuditCheck(
            Database database,
            AuditTable table,
            KafkaSettings settings,
            Clock clock,
            MeterRegistry metrics) {
        this.database = database;
        this.settings = settings;
        this.clock = clock;
        metrics.gauge("audit.broken", broken);
        metrics.gauge("audit.backlog", table, AuditTable::backlog);
    }

    /** Checks the whole chain against what was announced; 503 when Kafka does not tell that. */
    public ChainCheck.Result run() {
        // First: what is announced by now must be in the snapshot that is taken after it.
        var heads = heads();
        var result =
                QuarkusTransaction.requiringNew().timeout(SECONDS_AT_MOST).call(() -> check(heads));
        broken.set(result.firstBroken() == null ? 0 : 1);
        if (result.firstBroken() != null) {
            LOG.errorf("audit broken: entry %d %s", result.firstBroken(), result.fault());
        }
        return result;
    }

    /** What was announced; 503 when Kafka does not tell. */
    List<AuditHead> heads() {
        try {
            return AuditHeads.read(settings.reader(), settings.service());
        } catch (KafkaException e) {
            LOG.warnf("no check without Kafka: %s", e.getClass().getSimpleName());
            throw ProblemException.unavailable(
                    CommonProblem.UNAVAILABLE, "The announced ends cannot be read now; try again.");
        }
    }

    private ChainCheck.Result check(List<AuditHead> heads) {
        database.update("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY");
        return database.with(connection -> ChainCheck.run(connection, heads, clock.instant()));
    }

    /** Once a day, so that a break is seen when nobody asks. */
    @Scheduled(
            every = "24h",
            delayed = "30m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    public void daily() {
        var result = run();
        LOG.infof("audit checked: %d of %d entries", result.verified(), result.entries());
    }

    /** Retires entries past their period, in chunks. */
    @Scheduled(
            every = "1h",
            delayed = "10m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    public void retire() {
        int retired = RETIRED_AT_ONCE;
        while (retired == RETIRED_AT_ONCE) {
            retired =
                    database.first(
                                    "SELECT audit_retire(?) AS retired",
                                    rows -> rows.getInt("retired"),
                                    RETIRED_AT_ONCE)
                            .orElse(0);
        }
    }
}
