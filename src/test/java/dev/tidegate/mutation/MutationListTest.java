package dev.tidegate.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The list of small faults follows the code, also where they are not played. */
class MutationListTest {

    @Test
    void eachFaultFitsItsSourceInOnePlace() {
        assertThat(Mutation.all())
                .hasSizeGreaterThanOrEqualTo(40)
                .doesNotHaveDuplicates()
                .allSatisfy(
                        each ->
                                assertThat(each.mutated())
                                        .isNotEqualTo(Mutation.read(each.source())));
    }
}
