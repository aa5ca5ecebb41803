package dev.tidegate.quality;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles sample sources into a folder, for the rules that read class files. */
final class SampleCompiler {

    private static final Pattern CLASS = Pattern.compile("package (\\S+);.*?class (\\w+)");

    private SampleCompiler() {}

    /** Throws when a sample does not compile: a sample that is not there breaks no rule. */
    static void compile(Path into, List<String> sources) {
        var options = List.of("-d", into.toString(), "-cp", System.getProperty("java.class.path"));
        var units = sources.stream().map(Unit::new).toList();
        var compiler = ToolProvider.getSystemJavaCompiler();
        if (!compiler.getTask(null, null, null, options, null, units).call()) {
            throw new IllegalArgumentException("the samples do not compile: " + sources);
        }
    }

    private static final class Unit extends SimpleJavaFileObject {
        private final String source;

        Unit(String source) {
            super(URI.create("sample:///" + path(source)), JavaFileObject.Kind.SOURCE);
            this.source = source;
        }

        private static String path(String source) {
            Matcher found = CLASS.matcher(source);
            if (!found.find()) {
                throw new IllegalArgumentException("no class in: " + source);
            }
            return found.group(1).replace('.', '/') + "/" + found.group(2) + ".java";
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
        }
    }
}
