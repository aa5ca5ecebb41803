package dev.tidegate.mutation;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles sources in memory, against all other classes as they are. */
final class MutantCompiler {

    private static final JavaCompiler JAVAC = ToolProvider.getSystemJavaCompiler();

    private final Map<String, ByteArrayOutputStream> classes = new HashMap<>();

    private MutantCompiler() {}

    /**
     * The bytes of its classes, by their names.
     *
     * @throws IllegalStateException with what the compiler says
     */
    static Map<String, byte[]> compile(Mutation mutation) {
        return compile(mutation.toString(), Map.of(mutation.source(), mutation.mutated()));
    }

    /** The same of several sources, by their paths, that belong together. */
    static Map<String, byte[]> compile(String what, Map<Path, String> sources) {
        MutantCompiler run = new MutantCompiler();
        StringWriter said = new StringWriter();
        boolean compiled =
                JAVAC.getTask(
                                said,
                                run.files(),
                                null,
                                List.of("-proc:none", "-parameters", "-implicit:none", "-nowarn"),
                                null,
                                sources.entrySet().stream().map(MutantCompiler::source).toList())
                        .call();
        if (!compiled) {
            throw new IllegalStateException(what + " does not compile: " + said);
        }
        Map<String, byte[]> bytes = new HashMap<>();
        run.classes.forEach((name, out) -> bytes.put(name, out.toByteArray()));
        return bytes;
    }

    private static JavaFileObject source(Map.Entry<Path, String> source) {
        String text = source.getValue();
        URI name = URI.create("string:///" + source.getKey().getFileName());
        return new SimpleJavaFileObject(name, JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }

    private JavaFileManager files() {
        return new ForwardingJavaFileManager<JavaFileManager>(
                JAVAC.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            @Override
            public JavaFileObject getJavaFileForOutput(
                    Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
                URI uri = URI.create("string:///" + name.replace('.', '/') + kind.extension);
                return new SimpleJavaFileObject(uri, kind) {
                    @Override
                    public OutputStream openOutputStream() {
                        return classes.computeIfAbsent(name, _ -> new ByteArrayOutputStream());
                    }
                };
            }
        };
    }
}
