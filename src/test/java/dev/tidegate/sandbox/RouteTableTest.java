package dev.tidegate.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.sandbox.RouteTable.Destination;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

class RouteTableTest {

    @Test
    void aRoundOfPicksGivesEachDestinationItsWeight() {
        RouteTable table =
                new RouteTable(
                        List.of(new Destination("v1", 95), new Destination("v2", 5)), Map.of());

        long canary =
                IntStream.range(0, 100)
                        .filter(i -> table.pick().orElseThrow().equals("v2"))
                        .count();

        assertThat(canary).isEqualTo(5);
    }

    @Test
    void theOnlyDestinationGetsEverythingWhateverItsWeight() {
        RouteTable table = new RouteTable(List.of(new Destination("v1", 0)), Map.of());

        assertThat(table.pick()).contains("v1");
    }

    @Test
    void aSubsetThatNobodyDefinesHasNoVersion() {
        RouteTable table = new RouteTable(List.of(), Map.of("v1", "v1"));

        assertThat(table.version("v2")).isEmpty();
    }
}
