package dev.tidegate.fuzz;

import dev.tidegate.fuzz.Input.Header;
import dev.tidegate.fuzz.Loose.Elements;
import dev.tidegate.fuzz.Loose.Field;
import dev.tidegate.fuzz.Loose.Fields;
import dev.tidegate.fuzz.Loose.Scalar;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Makes an input of an example: its structure is changed where it is JSON, its lines where it is
 * not, its bytes in any case. The same seed makes the same.
 *
 * @param corpus the examples, of which parts are taken over
 * @param wellFormed whether what comes out is to stay JSON, as an API server sends nothing else
 */
record Mutation(List<Input> corpus, boolean wellFormed) {

    private static final int MOST_BYTES = 400_000;

    /**
     * An input.
     *
     * @param generation how many changes are made, one on the other
     */
    Input of(Input example, int generation, Random random) {
        Input input = example;
        int structural =
                wellFormed || random.nextBoolean() ? generation : random.nextInt(generation + 1);
        Optional<Loose> tree = Loose.parse(input.text());
        if (tree.isPresent()) {
            for (int i = 0; i < structural; i++) {
                change(tree.get(), random);
            }
            StringBuilder text = new StringBuilder();
            tree.get().write(text);
            input =
                    new Input(
                            input.origin(),
                            input.headers(),
                            text.toString().getBytes(StandardCharsets.UTF_8));
        } else {
            structural = 0;
        }
        for (int i = structural; i < generation && !wellFormed; i++) {
            input =
                    random.nextInt(4) == 0 && !input.headers().isEmpty()
                            ? new Input(
                                    input.origin(), headers(input.headers(), random), input.body())
                            : new Input(
                                    input.origin(), input.headers(), bytes(input.body(), random));
        }
        return input.body().length <= MOST_BYTES ? input : example;
    }

    private void change(Loose root, Random random) {
        List<Place> places = Place.in(root);
        if (places.isEmpty()) {
            return;
        }
        Place place = Strange.pick(places, random);
        switch (random.nextInt(12)) {
            case 0, 1 -> place.remove();
            case 2 -> place.twice();
            case 3 -> place.swap(random);
            case 4 -> place.put(Strange.pick(places, random).value().copy());
            case 5 -> place.put(nested(place.value(), random));
            case 6 -> place.rename(key(places, random));
            case 7 -> place.put(other(random));
            case 8 -> place.put(first(place.value()));
            case 9 -> place.put(edited(place.value(), random));
            default -> place.put(new Scalar(scalar(random)));
        }
    }

    private String scalar(Random random) {
        String scalar = Strange.scalar(random);
        return wellFormed && !parses(scalar) ? "null" : scalar;
    }

    private static boolean parses(String scalar) {
        return Loose.parse("[" + scalar + "]").isPresent();
    }

    private static Loose nested(Loose value, Random random) {
        return random.nextBoolean()
                ? new Elements(new ArrayList<>(List.of(value)))
                : new Fields(new ArrayList<>(List.of(new Field("\"a\"", value))));
    }

    private static String key(List<Place> places, Random random) {
        String other = Strange.pick(places, random).key();
        return switch (random.nextInt(5)) {
            case 0 -> "\"\"";
            case 1 -> Loose.quoted(Strange.edited(other, random));
            case 2 -> Loose.quoted(Strange.text(random));
            default -> other.isEmpty() ? "\"name\"" : other;
        };
    }

    /** A part of any example. */
    private Loose other(Random random) {
        return Loose.parse(Strange.pick(corpus, random).text())
                .map(
                        tree ->
                                Strange.pick(
                                        Place.in(new Elements(new ArrayList<>(List.of(tree)))),
                                        random))
                .map(place -> place.value().copy())
                .orElse(new Scalar("null"));
    }

    private static Loose first(Loose value) {
        List<Place> below = Place.in(value);
        return below.isEmpty() ? new Elements(new ArrayList<>()) : below.getFirst().value();
    }

    private static Loose edited(Loose value, Random random) {
        if (value instanceof Scalar(String text) && text.startsWith("\"") && text.length() > 1) {
            String inside = text.substring(1, text.length() - 1);
            return new Scalar(Loose.quoted(Strange.edited(inside, random)));
        }
        return value;
    }

    private static List<Header> headers(List<Header> headers, Random random) {
        List<Header> changed = new ArrayList<>(headers);
        int at = random.nextInt(changed.size());
        Header header = changed.get(at);
        switch (random.nextInt(5)) {
            case 0 -> changed.remove(at);
            case 1 -> changed.add(new Header(header.name(), Strange.text(random)));
            case 2 -> changed.set(at, new Header(header.name(), Strange.text(random)));
            case 3 ->
                    changed.set(
                            at, new Header(Strange.pick(headers, random).name(), header.value()));
            default ->
                    changed.set(
                            at, new Header(header.name(), Strange.edited(header.value(), random)));
        }
        return changed;
    }

    private static byte[] bytes(byte[] body, Random random) {
        int at = random.nextInt(body.length + 1);
        int to = Math.min(body.length, at + random.nextInt(64));
        return switch (random.nextInt(12)) {
            case 0 -> Arrays.copyOf(body, at);
            case 1 -> joined(body, at, new byte[0], to);
            case 2 -> joined(body, to, Arrays.copyOfRange(body, at, to), to);
            case 3 ->
                    joined(
                            body,
                            at,
                            new byte[] {(byte) random.nextInt(256)},
                            Math.min(body.length, at + 1));
            case 4 -> new String(body, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_16);
            case 5 -> joined(body, at, Strange.scalar(random).getBytes(StandardCharsets.UTF_8), to);
            case 6, 7, 8 -> lines(body, random);
            case 9 -> joined(body, body.length, Strange.anchors(random), body.length);
            default -> joined(body, at, Strange.bytes(random), at);
        };
    }

    private static byte[] joined(byte[] body, int to, byte[] between, int from) {
        byte[] all = Arrays.copyOf(body, to + between.length + body.length - from);
        System.arraycopy(between, 0, all, to, between.length);
        System.arraycopy(body, from, all, to + between.length, body.length - from);
        return all;
    }

    /** Takes a line away, doubles or moves it, indents it, or gives it another value. */
    private static byte[] lines(byte[] body, Random random) {
        List<String> lines =
                new ArrayList<>(new String(body, StandardCharsets.UTF_8).lines().toList());
        if (lines.isEmpty()) {
            return body;
        }
        int at = random.nextInt(lines.size());
        String line = lines.get(at);
        int colon = line.indexOf(": ");
        switch (random.nextInt(6)) {
            case 0 -> lines.remove(at);
            case 1 -> lines.add(at, line);
            case 2 -> lines.add(random.nextInt(lines.size()), lines.remove(at));
            case 3 -> lines.set(at, "  " + line);
            case 4 -> lines.set(at, line.replaceFirst("^ {2}", ""));
            default ->
                    lines.set(
                            at,
                            line.substring(0, colon < 0 ? line.length() : colon + 2)
                                    + Strange.scalar(random));
        }
        return String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    }
}
