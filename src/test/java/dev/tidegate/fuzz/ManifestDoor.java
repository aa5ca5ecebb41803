package dev.tidegate.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.adapter.kubernetes.PolicyDocument;
import dev.tidegate.cli.input.TextFile;
import dev.tidegate.cli.input.YamlDocuments;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Files that people give the command line: policies, and the objects of a cluster.
 *
 * @param reading throws {@link IllegalArgumentException} for what it refuses
 */
record ManifestDoor(String name, List<Input> corpus, Consumer<TextFile> reading) implements Door {

    /** A RolloutPolicy as YAML or JSON. */
    static ManifestDoor policy() {
        List<Input> corpus = new ArrayList<>(Examples.yaml("preview", "policy"));
        corpus.addAll(Examples.yaml("cases", "policy"));
        List.copyOf(corpus).forEach(each -> corpus.add(Examples.json(each)));
        return new ManifestDoor(
                "policy-file",
                corpus,
                file -> assertThat(PolicyDocument.parse(file.text()).plan().steps()).isNotEmpty());
    }

    /** Objects of a cluster as YAML or JSON. */
    static ManifestDoor objects() {
        List<Input> corpus = new ArrayList<>(Examples.yaml("preview", "in-"));
        List.copyOf(corpus).forEach(each -> corpus.add(Examples.json(each)));
        return new ManifestDoor(
                "objects-file", corpus, file -> assertThat(YamlDocuments.of(file)).isNotNull());
    }

    @Override
    public boolean wellFormed() {
        return false;
    }

    @Override
    public boolean enter(Input input) {
        try {
            reading.accept(TextFile.read("in.yaml", new ByteArrayInputStream(input.body())));
            return true;
        } catch (IllegalArgumentException e) {
            Wording.assertReason(String.valueOf(e.getMessage()));
            return false;
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
