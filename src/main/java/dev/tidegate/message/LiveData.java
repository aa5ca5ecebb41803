package dev.tidegate.message;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

import dev.tidegate.core.analysis.Compared;
import dev.tidegate.core.analysis.LiveRelease;
import dev.tidegate.core.analysis.Step;
import dev.tidegate.core.event.ServiceKey;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;

/**
 * A live release as {@code tidegate.live} holds it.
 *
 * @param canary the version that is released, as are {@code stable} and those of readings
 * @param plan what is asked of the evidence
 * @param step where it is
 * @param routes none when absent
 * @param act true when absent
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record LiveData(
        @Nullable String namespace,
        @Nullable String service,
        @Nullable String uid,
        @Nullable Long revision,
        @Nullable Long stage,
        @Nullable String canary,
        @Nullable String stable,
        @Nullable LivePlan plan,
        @Nullable At step,
        @Nullable List<String> routes,
        @Nullable Boolean act) {

    /**
     * The weight that is wanted.
     *
     * @param weight the canary's, in percent
     * @param settled when all proxies have it, RFC 3339
     * @param coin true when absent
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record At(@Nullable Double weight, @Nullable String settled, @Nullable Boolean coin) {

        Step step() {
            double percent = Check.finite("data.step.weight", weight);
            return Check.made(
                    "data.step",
                    () ->
                            new Step(
                                    BigDecimal.valueOf(percent).movePointLeft(2).doubleValue(),
                                    Check.time("data.step.settled", settled),
                                    !Boolean.FALSE.equals(coin)));
        }
    }

    static LiveData of(ServiceKey service, LiveRelease release) {
        Step step = release.step();
        return new LiveData(
                service.namespace(),
                service.name(),
                release.uid(),
                release.revision(),
                (long) release.stage(),
                release.versions().canary(),
                release.versions().stable(),
                LivePlan.of(release.plan()),
                new At(VerdictData.percent(step.weight()), step.settled().toString(), step.coin()),
                release.routes(),
                release.act());
    }

    LiveRelease release() {
        String release = Check.id("data.uid", uid);
        long known = Check.number("data.revision", revision, 1);
        int index =
                Math.toIntExact(Math.min(Integer.MAX_VALUE, Check.number("data.stage", stage, 0)));
        Compared versions =
                Check.made(
                        "data",
                        () ->
                                new Compared(
                                        Check.id("data.canary", canary),
                                        Check.id("data.stable", stable)));
        return new LiveRelease(
                release,
                known,
                index,
                versions,
                Check.given("data.plan", plan, "say what is asked of the evidence").plan(),
                Check.given("data.step", step, "say its weight and since when").step(),
                Objects.requireNonNullElse(routes, List.<String>of()).stream()
                        .map(route -> Check.id("data.routes", route))
                        .toList(),
                !Boolean.FALSE.equals(act));
    }
}
