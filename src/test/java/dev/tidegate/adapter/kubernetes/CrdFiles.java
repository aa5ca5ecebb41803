package dev.tidegate.adapter.kubernetes;

import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * What the generator leaves to be done: columns in reading order, each rule once, spec required.
 */
final class CrdFiles implements CRDPostProcessor {

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
                    "Age");

    @Override
    public HasMetadata process(HasMetadata crd, String crdSpecVersion) {
        CustomResourceDefinitionVersion version =
                ((CustomResourceDefinition) crd).getSpec().getVersions().getFirst();
        var columns = new ArrayList<>(version.getAdditionalPrinterColumns());
        columns.sort(Comparator.comparingInt(c -> COLUMNS.indexOf(c.getName())));
        version.setAdditionalPrinterColumns(columns);
        JSONSchemaProps schema = version.getSchema().getOpenAPIV3Schema();
        schema.setRequired(List.of("spec"));
        eachRuleOnce(schema);
        return crd;
    }

    private static void eachRuleOnce(JSONSchemaProps schema) {
        schema.setXKubernetesValidations(
                new ArrayList<>(new LinkedHashSet<>(schema.getXKubernetesValidations())));
        schema.getProperties().values().forEach(CrdFiles::eachRuleOnce);
        if (schema.getItems() != null && schema.getItems().getSchema() != null) {
            eachRuleOnce(schema.getItems().getSchema());
        }
    }
}
