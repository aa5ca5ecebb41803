package dev.tidegate.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

import dev.tidegate.core.rollout.Phase;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

class OpenApiLintTest {

    private static final String GOOD =
            """
            openapi: 3.1.0
            info: {title: T, version: v1, description: D, license: {name: L}}
            servers: [{url: /}]
            security: [{token: []}]
            tags: [{name: t, description: D}]
            paths:
              /a/{b}:
                get:
                  operationId: getA
                  summary: Gets it
                  tags: [t]
                  parameters: [{name: b, in: path, required: true, schema: {type: string}}]
                  responses:
                    "200": {description: ok, content: {application/json: {schema: {$ref: "#/components/schemas/A"}}}}
                    "401": {description: who, content: {application/problem+json: {schema: {type: object}}}}
                    "403": {description: no, content: {application/problem+json: {schema: {type: object}}}}
            components:
              securitySchemes: {token: {type: http, scheme: bearer}}
              schemas:
                A: {type: object, properties: {c: {type: string}}}
            """;

    private static List<String> problems(String yaml) throws IOException {
        return OpenApiLint.problems(new ObjectMapper(new YAMLFactory()).readTree(yaml));
    }

    @Test
    void goodDescriptionPasses() throws IOException {
        assertThat(problems(GOOD)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    servers: [{url: /}]         | servers: []             | servers: there is none
                    security: [{token: []}]     | security: [{key: []}]   | key is no security scheme
                    license: {name: L}          | contact: {}             | has no license
                    '"401"'                     | '"402"'                 | does not answer 401
                    application/problem+json    | application/json        | is no problem document
                    schemas/A                   | schemas/B               | leads nowhere
                    c: {type: string}           | c: {}                   | may be anything
                    c: {type: string}           | c: {type: text}         | A: /properties/c/type
                    operationId: getA           | x: y                    | has no operationId
                    tags: [t]                   | tags: [u]               | nobody describes its tag u
                    'name: b, in: path'         | 'name: d, in: path'     | {b} is not told
                    '"200"'                     | '"301"'                 | does not say what is answered
                    """)
    void badDescriptionIsFound(String good, String bad, String problem) throws IOException {
        assertThat(GOOD).contains(good);
        assertThat(problems(GOOD.replace(good, bad)))
                .anySatisfy(found -> assertThat(found).contains(problem));
    }

    @Test
    void everyPhaseIsListed() {
        assertThat(Arrays.stream(PhaseName.values()).map(Enum::name))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(Phase.Live.class, Phase.Pausable.class, Phase.Ended.class)
                                .flatMap(kind -> Arrays.stream(kind.getPermittedSubclasses()))
                                .filter(Class::isRecord)
                                .map(Class::getSimpleName)
                                .distinct()
                                .toList());
    }
}
