package dev.tidegate.quality;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What is read and what is shipped are the same settings, so that the start can name a wrong one.
 */
class SettingsTest {

    private static final Pattern READ = Pattern.compile("\"(tidegate\\.[a-z.-]*[a-z])\"");

    /** Read by the names of the tools and of their fields. */
    private static final String WEBHOOKS = "tidegate.webhooks.";

    private static Set<String> shipped() throws IOException {
        Properties file = new Properties();
        try (var text =
                Files.newBufferedReader(Path.of("src/main/resources/application.properties"))) {
            file.load(text);
        }
        return file.stringPropertyNames().stream()
                .filter(name -> name.startsWith("tidegate."))
                .collect(Collectors.toSet());
    }

    private static List<Source> sources() {
        return Source.below(Path.of("").toAbsolutePath()).stream().filter(Source::main).toList();
    }

    @Test
    void everySettingThatIsInjectedIsShipped() throws IOException {
        Pattern injected = Pattern.compile("@ConfigProperty\\(name = " + READ + "\\)");
        List<String> names =
                sources().stream()
                        .flatMap(source -> injected.matcher(source.text()).results())
                        .map(found -> found.group(1))
                        .toList();
        assertThat(names).isNotEmpty();
        assertThat(shipped()).containsAll(names);
    }

    @Test
    void everySettingThatIsShippedIsRead() throws IOException {
        Set<String> read =
                sources().stream()
                        .flatMap(source -> READ.matcher(source.text()).results())
                        .map(MatchResult::group)
                        .map(quoted -> quoted.substring(1, quoted.length() - 1))
                        .collect(Collectors.toSet());
        assertThat(shipped())
                .filteredOn(name -> !name.startsWith(WEBHOOKS))
                .isNotEmpty()
                .isSubsetOf(read);
    }
}
