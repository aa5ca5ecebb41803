package dev.tidegate.core.route;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

class FenceTest {

    @Test
    void onlyAWriterThatExistsIsObeyed() {
        // Given what release 4 has written
        Fence newer = new Fence("reviews", new Writer(4, "uid-4"), 2);
        Map<String, Object> tree = new LinkedHashMap<>();
        newer.stamp(tree);
        // When release 3 looks
        Fence older = new Fence("reviews", new Writer(3, "uid-3"), 7);
        // Then it stops, unless release 4 is deleted
        assertThat(older.newerIn(tree, Set.of())).contains(newer);
        assertThat(older.newerIn(tree, Set.of(newer.writer()))).isEmpty();
    }
}
