package dev.tidegate.core.route;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A route's numbers.
 *
 * @param rest of the versions, together
 * @param others of the other destinations, in their order
 */
public record RouteNumbers(long rest, List<Long> others) {

    public boolean alone() {
        return others.stream().allMatch(n -> n == 0);
    }

    static RouteNumbers parse(String text) {
        List<Long> all = Arrays.stream(text.split(",", -1)).map(Long::valueOf).toList();
        return new RouteNumbers(all.getFirst(), all.subList(1, all.size()));
    }

    String text() {
        List<String> all = new ArrayList<>(List.of(String.valueOf(rest)));
        others.forEach(n -> all.add(String.valueOf(n)));
        return String.join(",", all);
    }
}
