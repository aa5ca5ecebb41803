package dev.tidegate.adapter.rollouts;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/** One release of one version: made by a deployment event, moved by the controller alone. */
@Group("tidegate.dev")
@Version("v1alpha1")
@Kind("Rollout")
@Singular("rollout")
@Plural("rollouts")
@ShortNames("tgr")
@Categories({"tidegate", "all"})
@AdditionalPrinterColumn(name = "Service", jsonPath = ".spec.service")
@AdditionalPrinterColumn(name = "Version", jsonPath = ".spec.version")
@AdditionalPrinterColumn(name = "Phase", jsonPath = ".status.phase")
@AdditionalPrinterColumn(name = "Step", jsonPath = ".status.step")
@AdditionalPrinterColumn(name = "Weight", jsonPath = ".status.weight")
@AdditionalPrinterColumn(name = "Waits for", jsonPath = ".status.blockers[0]")
@AdditionalPrinterColumn(name = "Evidence", jsonPath = ".status.evidence", priority = 1)
@AdditionalPrinterColumn(
        name = "Age",
        jsonPath = ".metadata.creationTimestamp",
        type = AdditionalPrinterColumn.Type.DATE)
public class RolloutResource extends CustomResource<RolloutSpec, RolloutStatus>
        implements Namespaced {}
