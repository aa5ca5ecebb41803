package dev.tidegate.it;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** One caller for each bucket, who sends its number, with all the versions that answered each. */
final class Bucketeers {

    private final List<Visitor> callers;
    private final List<List<String>> met;

    /** As many callers as there are buckets, of which each sends its number in the header. */
    Bucketeers(Crowd crowd, String header, int count) {
        callers =
                IntStream.range(0, count)
                        .mapToObj(bucket -> crowd.visitor(Map.of(header, "" + bucket)))
                        .toList();
        met = IntStream.range(0, count).<List<String>>mapToObj(_ -> new ArrayList<>()).toList();
    }

    /** The buckets whose callers meet this version, when each of all asks once. */
    List<Integer> meeting(String version) {
        for (int bucket = 0; bucket < callers.size(); bucket++) {
            met.get(bucket).add(callers.get(bucket).meets());
        }
        return IntStream.range(0, callers.size())
                .filter(bucket -> met.get(bucket).getLast().equals(version))
                .boxed()
                .toList();
    }

    /** For each bucket the versions that its caller met one after the other, repeats left out. */
    List<List<String>> ways() {
        return met.stream().map(Bucketeers::way).toList();
    }

    private static List<String> way(List<String> versions) {
        List<String> way = new ArrayList<>();
        for (String version : versions) {
            if (way.isEmpty() || !way.getLast().equals(version)) {
                way.add(version);
            }
        }
        return way;
    }
}
