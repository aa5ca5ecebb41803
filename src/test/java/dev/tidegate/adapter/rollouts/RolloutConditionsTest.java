package dev.tidegate.adapter.rollouts;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class RolloutConditionsTest {

    @Test
    void readmeNamesEachConditionThatARolloutHas() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        String paragraph =
                readme.substring(readme.indexOf("Conditions of a Rollout:")).split("\n\n", 2)[0];
        assertThat(
                        RolloutConditions.of(
                                        RolloutStatuses.read(Examples.rollout("reviews", 3, "v2"))
                                                .rollout(),
                                        1)
                                .stream()
                                .map(Condition::getType))
                .isNotEmpty()
                .allSatisfy(type -> assertThat(paragraph).contains("`" + type + "`"));
    }
}
