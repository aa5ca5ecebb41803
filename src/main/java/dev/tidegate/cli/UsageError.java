package dev.tidegate.cli;

import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

import java.util.List;

/** Says what is wrong with the words of a command, in one line that stands last. */
final class UsageError implements IParameterExceptionHandler {

    @Override
    public int handleParseException(ParameterException mistake, String[] args) {
        CommandLine command = mistake.getCommandLine();
        command.getErr()
                .println(
                        "tidegate: %s; %s --help shows what there is"
                                .formatted(
                                        what(mistake, command.getUnmatchedArguments()),
                                        command.getCommandSpec().qualifiedName()));
        command.getErr().flush();
        return ExitCode.USAGE;
    }

    /** A mistyped option comes before the one that is missing for it. */
    private static String what(ParameterException mistake, List<String> unmatched) {
        if (mistake instanceof UnmatchedArgumentException || unmatched.isEmpty()) {
            return meant(mistake);
        }
        return meant(new UnmatchedArgumentException(mistake.getCommandLine(), unmatched));
    }

    private static String meant(ParameterException mistake) {
        List<String> near =
                mistake instanceof UnmatchedArgumentException unmatched
                        ? unmatched.getSuggestions()
                        : List.of();
        String what = String.valueOf(mistake.getMessage());
        return near.isEmpty()
                ? what
                : "%s; do you mean %s".formatted(what, String.join(" or ", near));
    }
}
