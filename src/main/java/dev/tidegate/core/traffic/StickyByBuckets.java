package dev.tidegate.core.traffic;

import dev.tidegate.core.distribution.Distribution;
import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.distribution.Weight;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * By a header that holds the number of the client's bucket: those below the weight's share of all
 * numbers meet the canary, so that each change moves the least possible, and none back.
 *
 * @param header in lower case
 * @param count its value is a decimal number from 0 to one less, without leading zeros; 2 to 10,000
 */
public record StickyByBuckets(String header, int count) implements Sticky {

    private static final Pattern NAME = Pattern.compile("[!#$&'*+.^_`|~0-9a-z-]{1,64}");

    /** One for each hundredth of a percent. */
    private static final int MOST = Weight.WHOLE;

    public StickyByBuckets {
        if (!NAME.matcher(header).matches()) {
            throw new IllegalArgumentException(
                    "header.name: \"%s\" is no name of a header; use up to 64 letters, digits and !#$&'*+-.^_`|~"
                            .formatted(header));
        }
        if (count < 2 || count > MOST) {
            throw new IllegalArgumentException(
                    "header.buckets: %d is out of range; use 2 to %d".formatted(count, MOST));
        }
    }

    @Override
    public void check(Weight weight) {
        long part = (long) weight.basisPoints() * count;
        if (part == 0) {
            throw new IllegalArgumentException(
                    "header: needs a weight beside it, which says how many buckets go to the"
                            + " canary; add one");
        }
        if (part % Weight.WHOLE != 0) {
            int least = Weight.WHOLE / gcd(weight.basisPoints());
            throw new IllegalArgumentException(
                    "header.buckets: weight %s is %s of %d buckets, and must be a whole number of them; use a multiple of %d, such as %d, or another weight"
                            .formatted(
                                    weight.percent().toPlainString(),
                                    BigDecimal.valueOf(part, 4)
                                            .stripTrailingZeros()
                                            .toPlainString(),
                                    count,
                                    least,
                                    Math.min(MOST, Math.ceilDiv(count, least) * least)));
        }
    }

    @Override
    public boolean keeps(Sticky before) {
        return equals(before);
    }

    private static int gcd(int points) {
        return BigInteger.valueOf(points).gcd(BigInteger.valueOf(Weight.WHOLE)).intValue();
    }

    @Override
    public List<Segment> segments(Sticky.Release release) {
        int canarys = Math.toIntExact((long) release.weight().basisPoints() * count / MOST);
        List<Segment> segments = new ArrayList<>();
        segments.add(segment(0, canarys - 1, release.canary()));
        segments.add(segment(canarys, count - 1, release.stable()));
        return segments;
    }

    private Segment segment(int from, int to, Version version) {
        TextMatch numbers = new TextMatch(TextMatch.Kind.REGEX, NumberRange.of(from, to));
        return new Segment(
                List.of(RequestMatch.header(header, numbers)), Distribution.all(version));
    }

    @Override
    public List<AnswerCookie> cookies(Sticky.Release release) {
        return List.of();
    }

    /** For a sentence: {@code header x-bucket of 100}. */
    @Override
    public String toString() {
        return "header %s of %d".formatted(header, count);
    }
}
