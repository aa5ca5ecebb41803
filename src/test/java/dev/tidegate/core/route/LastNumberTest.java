package dev.tidegate.core.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.event.ServiceKey;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Map;

class LastNumberTest {

    private static final ServiceKey REVIEWS = new ServiceKey("bookinfo", "reviews");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    bookinfo | reviews-4            | 6     | 4
                    bookinfo | ratings-7,reviews-3  | 2,9   | 3
                    bookinfo | ratings-7            | 2     | 0
                    bookinfo | shop/reviews-8       | 2     | 0
                    outside  | bookinfo/reviews-5   | 2     | 5
                    outside  | reviews-6            | 2     | 0
                    bookinfo | reviews-4            | often | 0
                    bookinfo | what is this         | 2     | 0
                    """)
    void isThatOfTheServicesOwnLastWriter(
            String namespace, String rollout, String revision, long number) {
        assertThat(Fence.lastNumber(REVIEWS, List.of(object(namespace, rollout, revision))))
                .isEqualTo(number);
    }

    @ParameterizedTest
    @CsvSource({"2, 5, 5", "5, 2, 5", "0, 1, 1"})
    void isTheHighestOfAllObjects(String one, String other, long number) {
        assertThat(
                        Fence.lastNumber(
                                REVIEWS,
                                List.of(
                                        object("bookinfo", "reviews-" + one, "1"),
                                        object("bookinfo", "reviews-" + other, "1"))))
                .isEqualTo(number);
        assertThat(Fence.lastNumber(REVIEWS, List.of())).isZero();
    }

    private static ObservedObject object(String namespace, String rollout, String revision) {
        Map<String, Object> annotations =
                Map.of(Annotations.ROLLOUT, rollout, Annotations.REVISION, revision);
        return new ObservedObject(
                "VirtualService",
                namespace,
                "reviews",
                Map.of("metadata", Map.of("annotations", annotations)));
    }
}
