using ActorEngine.Cli.CommandLine;
using ActorEngine.Contracts;

namespace ActorEngine.Cli.Verbs;

internal static class LogoutVerb
{
    public static Verb Definition => new("logout", "have the engine forget a registry's user")
    {
        Synopsis = ["[REGISTRY]"],
        Description = "Removes what 'login' made the engine keep for a registry. Docker's own files are left alone.",
        Most = 1,
        SeeAlso = ["login"],
        Run = RunAsync,
    };

    private static async Task<int> RunAsync(Invocation call)
    {
        string registry = call.Arguments.Operands.Count > 0 ? call.Arguments.Operands[0] : "";
        await call.AskAsync<Done>(new LogoutRegistry(registry));
        call.Console.WriteLine($"Removing login credentials for {(registry.Length > 0 ? registry : "the default registry")}");
        return 0;
    }
}
