package dev.tidegate.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.sandbox.RouteTable.Destination;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

class RouteTableTest {

    private final SplittableRandom random = new SplittableRandom(1);

    @Test
    void aDestinationWithoutWeightAmongSeveralGetsNothing() {
        RouteTable table =
                new RouteTable(
                        "", List.of(new Destination("v1", 5), new Destination("v2", 0)), Map.of());

        assertThat(IntStream.range(0, 100).mapToObj(i -> table.pick(random).orElseThrow()))
                .containsOnly("v1");
    }

    @Test
    void theOnlyDestinationGetsEverythingWhateverItsWeight() {
        RouteTable table = new RouteTable("", List.of(new Destination("v1", 0)), Map.of());

        assertThat(table.pick(random)).contains("v1");
    }

    @Test
    void weightsThatAreAllZeroPickNothing() {
        RouteTable table =
                new RouteTable(
                        "", List.of(new Destination("v1", 0), new Destination("v2", 0)), Map.of());

        assertThat(table.pick(random)).isEmpty();
    }

    @Test
    void aSubsetThatNobodyDefinesIsUnknown() {
        assertThat(new RouteTable("", List.of(), Map.of()).subset("v2")).isEmpty();
    }
}
