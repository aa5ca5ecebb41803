package dev.tidegate.adapter.rollouts;

import com.fasterxml.jackson.databind.node.TextNode;

import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * What the generator leaves to be done: columns in reading order, each rule once, spec required,
 * choices as an enum, whose error lists them.
 */
final class CrdFiles implements CRDPostProcessor {

    private static final Pattern CHOICES = Pattern.compile("\\^\\([a-zA-Z]+(\\|[a-zA-Z]+)*\\)\\$");

    /** How messages of rules begin that came after the first releases. */
    private static final List<String> OF_POLICIES =
            List.of("a name that begins with __", "two steps with one weight");

    private static final List<String> COLUMNS =
            List.of(
                    "Service",
                    "Version",
                    "Phase",
                    "Step",
                    "Weight",
                    "Stable",
                    "Live rollout",
                    "Valid",
                    "Age",
                    "Waits for");

    @Override
    public HasMetadata process(HasMetadata crd, String crdSpecVersion) {
        CustomResourceDefinitionVersion version =
                ((CustomResourceDefinition) crd).getSpec().getVersions().getFirst();
        var columns = new ArrayList<>(version.getAdditionalPrinterColumns());
        columns.sort(Comparator.comparingInt(c -> COLUMNS.indexOf(c.getName())));
        version.setAdditionalPrinterColumns(columns);
        JSONSchemaProps schema = version.getSchema().getOpenAPIV3Schema();
        schema.setRequired(List.of("spec"));
        keepState(Objects.requireNonNull(schema.getProperties().get("status")));
        if (((CustomResourceDefinition) crd).getSpec().getNames().getKind().equals("Rollout")) {
            takeOlder(schema);
        }
        tidy(schema);
        return crd;
    }

    /** Of a rollout: a server keeps the state whole, and what the version before reads. */
    private static void keepState(JSONSchemaProps status) {
        JSONSchemaProps state = status.getProperties().get("state");
        if (state != null) {
            state.setType("object");
            status.setXKubernetesPreserveUnknownFields(true);
        }
    }

    /**
     * A release that was started before a rule was made must go on and be taken back: what a server
     * holds against the whole object would keep its status from being written.
     */
    private static void takeOlder(JSONSchemaProps schema) {
        schema.getXKubernetesValidations()
                .removeIf(rule -> OF_POLICIES.stream().anyMatch(rule.getMessage()::startsWith));
        schema.getProperties().values().forEach(CrdFiles::takeOlder);
        if (schema.getItems() != null && schema.getItems().getSchema() != null) {
            takeOlder(schema.getItems().getSchema());
        }
    }

    private static void tidy(JSONSchemaProps schema) {
        String pattern = Objects.requireNonNullElse(schema.getPattern(), "");
        if (CHOICES.matcher(pattern).matches()) {
            schema.setPattern(null);
            Arrays.stream(pattern.split("[^a-zA-Z]+"))
                    .filter(choice -> !choice.isEmpty())
                    .forEach(choice -> schema.getEnum().add(TextNode.valueOf(choice)));
        }
        schema.setXKubernetesValidations(
                new ArrayList<>(new LinkedHashSet<>(schema.getXKubernetesValidations())));
        schema.getProperties().values().forEach(CrdFiles::tidy);
        if (schema.getItems() != null && schema.getItems().getSchema() != null) {
            tidy(schema.getItems().getSchema());
        }
    }
}
