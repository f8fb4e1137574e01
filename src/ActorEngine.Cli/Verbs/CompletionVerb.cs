using ActorEngine.Cli.CommandLine;
using ActorEngine.Cli.Completion;

namespace ActorEngine.Cli.Verbs;

internal static class CompletionVerb
{
    public static Verb Definition => new("completion", "print a shell's completion script")
    {
        Synopsis = ["bash|zsh|fish"],
        Description = """
            Prints a script that teaches a shell to complete verbs, options, containers and images. Load it with:

              bash  source <(actorctl completion bash)
              zsh   source <(actorctl completion zsh)
              fish  actorctl completion fish | source
            """,
        Least = 1,
        Most = 1,
        Completes = Completes.Shell,
        Run = call =>
        {
            call.Console.Write(call.Arguments.Operands[0] switch
            {
                "bash" => BashCompletion.Script(),
                "zsh" => ZshCompletion.Script(),
                "fish" => FishCompletion.Script(),
                var shell => throw new UsageException($"completion: '{shell}' is not a shell that there is a script for; write bash, zsh or fish.", 1) { Verb = "completion" },
            });
            return Task.FromResult(0);
        },
    };
}
