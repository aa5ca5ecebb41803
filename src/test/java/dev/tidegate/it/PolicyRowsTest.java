package dev.tidegate.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tidegate.adapter.policies.PolicyExamples;
import dev.tidegate.adapter.policies.PolicyReader;
import dev.tidegate.core.rollout.RolloutPlan;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The reader, for files and for what an older CRD let in, refuses what the CRD does. */
class PolicyRowsTest {

    private static final String ROUTE = "route: {virtualServices: [{name: r}], destinationRule: r}";

    private static RolloutPlan read(String spec) {
        return PolicyReader.plan("ns", PolicyExamples.policy("{" + spec + "}"));
    }

    private static void refused(String spec) {
        assertThatIllegalArgumentException()
                .as(spec)
                .isThrownBy(() -> read(spec))
                .withMessageMatching("(?s).{20,}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = PolicyRows.STEPS)
    void readerRefusesBrokenSteps(String steps, String why) {
        refused(ROUTE + ", steps: " + steps);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = PolicyRows.ROUTES)
    void readerRefusesABrokenRoute(String route, String why) {
        refused("route: " + route + ", steps: [{weight: 5}]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = PolicyRows.CHOICES)
    void readerRefusesABrokenChoice(String field, String why) {
        refused(ROUTE + ", steps: [{weight: 5}], " + field);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = PolicyRows.SHORT_FORMS)
    void readerRefusesABrokenShortForm(String spec, String why) {
        refused(spec);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{name: __Host-tg, ttl: 1h, secure: true}",
                "{name: __Host-tg, ttl: 1h, secure: true, path: /, sameSite: none, httpOnly: true}",
                "{name: __SECURE-tg, ttl: 1h, secure: true, path: /a, domain: example.com}",
                "{name: __Hosted, ttl: 1h}"
            })
    void cookieThatKeepsToItsPrefixIsTaken(String cookie) {
        assertThat(read(ROUTE + ", steps: [{weight: 5, sticky: {cookie: " + cookie + "}}]").steps())
                .hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    steps: [{weight: 5, sticky: {cookie: {name: __Host-tg, ttl: 1h}}}] | steps[0].sticky.cookie.name: "__Host-tg" begins with __Host-, which clients take with secure: true, path: / and no domain only, and drop otherwise; write that, or a name without it
                    steps: [{weight: 5}, {weight: 6, sticky: {cookie: {name: __secure-tg, ttl: 1h}}}] | steps[1].sticky.cookie.name: "__secure-tg" begins with __Secure-, which clients take with secure: true only, and drop otherwise; write that, or a name without it
                    ramp: {custom: [{weight: 5, sticky: {cookie: {name: __Host-tg, ttl: 1h}}}]} | ramp.custom[0].sticky.cookie.name: "__Host-tg" begins
                    steps: [{weight: 5}, {weight: 5, mirror: 10%}, {weight: 5}] | steps[2].weight: 5 % and nothing else is what an earlier step gave; each step must give the canary more
                    """)
    void refusalNamesTheFieldTheValueAndWhatWouldBeRight(String steps, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(ROUTE + ", " + steps))
                .withMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{weight: 5, sticky: {cookie: {name: __Host-tg, ttl: 1h}}}]",
                "[{weight: 5}, {weight: 5, mirror: 10%}, {weight: 5}]"
            })
    void releaseThatWasStartedWithItBeforeIsStillRead(String steps) {
        String spec = "{" + ROUTE + ", steps: " + steps + "}";
        assertThat(PolicyReader.snapshot("ns", PolicyExamples.policy(spec)).steps()).isNotEmpty();
    }
}
