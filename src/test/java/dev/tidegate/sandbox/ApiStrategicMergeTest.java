package dev.tidegate.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;

class ApiStrategicMergeTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static JsonNode json(String text) throws IOException {
        return JSON.readTree(text.replace('\'', '"'));
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {'a': 1, 'b': 2} | {'a': null, 'c': 3} | {'b': 2, 'c': 3}
                    {'env': [{'name': 'a', 'value': '1'}, {'name': 'b'}]} | {'env': [{'name': 'a', 'value': '2'}]} | {'env': [{'name': 'a', 'value': '2'}, {'name': 'b'}]}
                    {'env': [{'name': 'a'}]} | {'env': [{'name': 'b'}]} | {'env': [{'name': 'a'}, {'name': 'b'}]}
                    {'env': [{'name': 'a'}]} | {'env': [{'name': 'b'}], '$setElementOrder/env': [{'name': 'b'}, {'name': 'a'}]} | {'env': [{'name': 'b'}, {'name': 'a'}]}
                    {'env': [{'name': 'a'}, {'name': 'b'}]} | {'env': [{'name': 'a', '$patch': 'delete'}]} | {'env': [{'name': 'b'}]}
                    {'env': [{'name': 'a'}, {'name': 'b'}]} | {'env': [{'name': 'c'}, {'$patch': 'replace'}]} | {'env': [{'name': 'c'}]}
                    {'ports': [{'port': 80, 'name': 'x'}]} | {'ports': [{'port': 80, 'name': 'y'}]} | {'ports': [{'port': 80, 'name': 'y'}]}
                    {'args': ['a', 'b']} | {'args': ['c']} | {'args': ['c']}
                    {'finalizers': ['a', 'b']} | {'finalizers': ['b', 'c'], '$deleteFromPrimitiveList/finalizers': ['a']} | {'finalizers': ['b', 'c']}
                    {'s': {'a': 1}} | {'s': {'$patch': 'delete'}} | {}
                    {'s': {'a': 1}} | {'s': {'b': 2, '$patch': 'replace'}} | {'s': {'b': 2}}
                    {'s': {'type': 'a', 'x': 1}} | {'s': {'type': 'b', '$retainKeys': ['type']}} | {'s': {'type': 'b'}}
                    """)
    void patchIsMerged(String object, String patch, String merged) throws IOException {
        assertThat(ApiStrategicMerge.merge(json(object), json(patch))).isEqualTo(json(merged));
    }
}
