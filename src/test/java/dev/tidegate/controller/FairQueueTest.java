package dev.tidegate.controller;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class FairQueueTest {

    private final FairQueue<String> line = new FairQueue<>();

    private List<String> all() {
        List<String> all = new ArrayList<>();
        while (!line.isEmpty()) {
            all.add(line.removeFirst());
        }
        return all;
    }

    @Test
    void groupsTakeTurnsAndWithinOneItsMembers() {
        line.add("big", "b1");
        line.add("big", "b2");
        line.add("big", "b3");
        line.add("small", "s1");
        line.add("big", "b4");
        assertThat(all()).containsExactly("b1", "s1", "b2", "b3", "b4");
    }

    @Test
    void whoLeavesIsNotServedAndNobodyStandsInItTwice() {
        line.add("a", "a1");
        line.add("a", "a2");
        line.add("a", "a1");
        line.add("b", "b1");
        line.remove("b", "b1");
        line.remove("c", "c1");
        assertThat(all()).containsExactly("a1", "a2");
    }
}
