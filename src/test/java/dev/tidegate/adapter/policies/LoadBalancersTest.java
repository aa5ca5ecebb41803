package dev.tidegate.adapter.policies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tidegate.core.rollout.RolloutPlan;
import dev.tidegate.core.routing.HashKey.Cookie;
import dev.tidegate.core.routing.HashTable.Maglev;
import dev.tidegate.core.routing.LoadBalancer;
import dev.tidegate.core.routing.LoadBalancer.ConsistentHash;
import dev.tidegate.core.routing.Routing;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.Optional;

class LoadBalancersTest {

    private static final String RULE =
            "{route: {virtualServices: [{name: r}], destinationRule: r}, steps: [{weight: 5}],"
                    + " loadBalancer: %s}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{simple: leastRequest}",
                "{simple: roundRobin, warmup: {duration: 30s}}",
                "{simple: random}",
                "{simple: passthrough}",
                "{simple: leastRequest, warmup: {duration: 1m, minimumPercent: 5.5, aggression:"
                        + " 2}}",
                "{consistentHash: {httpHeaderName: x-user}}",
                "{consistentHash: {httpCookie: {name: user}}}",
                "{consistentHash: {httpCookie: {name: user, path: /, ttl: 0s}, maglev: {tableSize:"
                        + " 251}}}",
                "{consistentHash: {useSourceIp: true, ringHash: {minimumRingSize: 8388608}}}",
                "{consistentHash: {httpQueryParameterName: user, ringHash: {}}}"
            })
    void whatIsWrittenIntoARolloutIsReadAgain(String yaml) {
        // Given
        RolloutPlan plan =
                PolicyReader.plan("bookinfo", PolicyExamples.policy(RULE.formatted(yaml)));
        assertThat(((Routing.Subsets) plan.routing().destinations()).loadBalancer()).isPresent();
        // When
        RolloutPlan again = PolicyReader.plan("bookinfo", PolicyWriter.spec(plan));
        // Then
        assertThat(again).isEqualTo(plan);
    }

    @Test
    void maglevHasIstiosTableWhenNoneIsNamed() {
        assertThat(read("{consistentHash: {httpCookie: {name: u, ttl: 1h}, maglev: {}}}"))
                .isEqualTo(
                        new ConsistentHash(
                                new Cookie("u", Optional.empty(), Optional.of(Duration.ofHours(1))),
                                new Maglev(65537)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {}                                               | loadBalancer: names neither simple nor consistentHash; name one of them
                    {simple: random, consistentHash: {useSourceIp: true}} | names simple "random" and consistentHash; name one of them
                    {simple: fastest}                                | loadBalancer.simple: "fastest" is unknown; use one of leastRequest, roundRobin, random, passthrough
                    {simple: random, warmup: {duration: 1m}}         | loadBalancer.warmup: Istio warms up leastRequest and roundRobin only
                    {simple: roundRobin, warmup: {}}                 | loadBalancer.warmup.duration: is missing
                    {simple: roundRobin, warmup: {duration: 0s}}     | loadBalancer.warmup.duration: 0s is too short
                    {simple: roundRobin, warmup: {duration: soon}}   | loadBalancer.warmup.duration: "soon" is no duration
                    {simple: roundRobin, warmup: {duration: 1m, minimumPercent: 101}} | loadBalancer.warmup.minimumPercent: 101.0 is out of range; use 0 to 100
                    {simple: roundRobin, warmup: {duration: 1m, minimumPercent: -1}} | loadBalancer.warmup.minimumPercent: -1.0 is out of range; use 0 to 100
                    {simple: roundRobin, warmup: {duration: 1m, minimumPercent: NaN}} | loadBalancer.warmup.minimumPercent: NaN is out of range; use 0 to 100
                    {simple: roundRobin, warmup: {duration: 1m, aggression: Infinity}} | loadBalancer.warmup.aggression: Infinity is out of range; use 1 to 1000
                    {simple: roundRobin, warmup: {duration: -1m}}    | loadBalancer.warmup.duration: "-1m" is no duration
                    {simple: roundRobin, warmup: {duration: 1m, aggression: 0.5}} | loadBalancer.warmup.aggression: 0.5 is out of range; use 1 to 1000
                    {consistentHash: {}}                             | names 0 keys
                    {consistentHash: {useSourceIp: false}}           | names 0 keys
                    {consistentHash: {useSourceIp: true, httpHeaderName: x}} | names 2 keys; name exactly one of
                    {consistentHash: {httpHeaderName: ''}}           | loadBalancer.consistentHash.httpHeaderName: is empty
                    {consistentHash: {httpCookie: {path: /}}}        | loadBalancer.consistentHash.httpCookie.name: is missing
                    {consistentHash: {httpCookie: {name: u, ttl: x}}} | loadBalancer.consistentHash.httpCookie.ttl: "x" is no duration
                    {consistentHash: {useSourceIp: true, ringHash: {}, maglev: {}}} | has ringHash and maglev
                    {consistentHash: {useSourceIp: true, ringHash: {minimumRingSize: 8388609}}} | minimumRingSize: 8388609 is out of range; use 1 to 8388608
                    {consistentHash: {useSourceIp: true, ringHash: {minimumRingSize: 0}}} | minimumRingSize: 0 is out of range; use 1 to 8388608
                    {consistentHash: {useSourceIp: true, ringHash: {minimumRingSize: -1}}} | minimumRingSize: -1 is out of range; use 1 to 8388608
                    {consistentHash: {useSourceIp: true, maglev: {tableSize: -7}}} | tableSize: -7 is no table size; use a prime below 5000011
                    {consistentHash: {useSourceIp: true, maglev: {tableSize: 1}}} | tableSize: 1 is no table size; use a prime below 5000011
                    {consistentHash: {useSourceIp: true, maglev: {tableSize: 9223372036854775807}}} | tableSize: 9223372036854775807 is no table size
                    {consistentHash: {useSourceIp: true, maglev: {tableSize: 65536}}} | tableSize: 65536 is no table size; use a prime below 5000011, such as 65537
                    {consistentHash: {useSourceIp: true, maglev: {tableSize: 5000011}}} | tableSize: 5000011 is no table size
                    {consistentHash: {useSourceIp: true}, warmup: {duration: 1m}} | does nothing with consistentHash
                    """)
    void whatBreaksARuleIsNamed(String yaml, String error) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(yaml))
                .withMessageContaining(error);
    }

    @Test
    void hostModeHasNoSubsetToWriteItInto() {
        RolloutPolicySpec spec =
                PolicyExamples.policy(
                        """
                        route: {virtualServices: [{name: r}], host: "r-{version}"}
                        steps: [{weight: 5}]
                        loadBalancer: {simple: random}
                        """);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PolicyReader.plan("bookinfo", spec))
                .withMessageContaining("loadBalancer: is written into a version's subset")
                .withMessageContaining("r-{version}");
    }

    private static LoadBalancer read(String yaml) {
        RolloutPlan plan =
                PolicyReader.plan("bookinfo", PolicyExamples.policy(RULE.formatted(yaml)));
        return ((Routing.Subsets) plan.routing().destinations()).loadBalancer().orElseThrow();
    }
}
