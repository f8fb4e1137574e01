using ActorEngine.Cli.CommandLine;

namespace ActorEngine.Cli.Verbs;

/// <summary>Asks before something is removed that cannot be had back.</summary>
internal static class Confirmation
{
    /// <summary>The option's row.</summary>
    public static Option Option => CommandLine.Option.Flag("force", "Do not ask.", 'f');

    /// <summary>True where --force is given or the answer on standard input is yes.</summary>
    public static bool Given(Invocation call, string warning)
    {
        if (call.Arguments.Flag("force")) return true;
        call.Console.Write($"WARNING! {warning}\nAre you sure you want to continue? [y/N] ");
        using var reader = new StreamReader(call.Console.Input);
        bool yes = reader.ReadLine()?.Trim().ToLowerInvariant() is "y" or "yes";
        if (!yes) call.Console.WriteLine("Nothing was removed.");
        return yes;
    }
}
