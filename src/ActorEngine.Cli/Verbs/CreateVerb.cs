using ActorEngine.Cli.CommandLine;
using ActorEngine.Cli.Options;
using ActorEngine.Cli.Streams;

namespace ActorEngine.Cli.Verbs;

internal static class CreateVerb
{
    public static Verb Definition => new("create", "make a container without starting it")
    {
        Synopsis = ["[OPTIONS] IMAGE [COMMAND [ARG...]]"],
        Description = "Makes a container from an image and prints its id. 'start' runs it. The options are those of 'run'.",
        Options = ContainerOptions.Table,
        Least = 1,
        OptionsFirst = true,
        Completes = Completes.ImageThenNothing,
        Examples = [new("actorctl start -ai $(actorctl create -it busybox sh)", "What 'run -it' does, in two steps.")],
        SeeAlso = ["run", "start", "rm"],
        Run = async call =>
        {
            await using var link = new Resuming(call);
            call.Console.WriteLine((await Creation.RunAsync(call, link)).Id.Value);
            return 0;
        },
    };
}
