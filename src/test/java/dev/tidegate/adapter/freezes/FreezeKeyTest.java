package dev.tidegate.adapter.freezes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stands in the ConfigMap of freezes is never read as less than was meant. */
class FreezeKeyTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    shop      | shop
                    all       | all
                    _all      | _all
                    _ALL      | _all
                    ALL       | _all
                    __all__   | _all
                    -all      | _all
                    Shop      | shop
                    shop_eu   | shop-eu, shopeu
                    shop.eu   | shop-eu, shopeu
                    -shop-    | shop
                    ._.       | ''
                    """)
    void keyMeansWhatMayBeMeant(String key, String meant) {
        assertThat(String.join(", ", new FreezeKey(key).meant())).isEqualTo(meant);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    Shop | is taken for shop; write what you mean: the name of one, or _all for all
                    _All | is taken for _all; write what you mean: _all for all namespaces, or the name of one
                    ._.  | freezes nothing; write the name of one, or _all for all
                    """)
    void wrongKeyIsNamedWithItsValueAndWhatWouldBeRight(String key, String told) {
        assertThat(new KeyProblem("ns/tidegate-freeze", new FreezeKey(key), "why"))
                .asString()
                .isEqualTo(
                        "ConfigMap ns/tidegate-freeze: the key \"%s\" (value \"why\") is no namespace and %s"
                                .formatted(key, told));
    }
}
