using ActorEngine.Cli.CommandLine;
using ActorEngine.Cli.Streams;
using ActorEngine.Cli.Terminals;
using ActorEngine.Contracts;
using ActorEngine.Linux;
using ActorEngine.Transport;

namespace ActorEngine.Cli.Registries;

/// <summary>Pulls and pushes with what the user sees of them.</summary>
internal static class Transfers
{
    /// <summary>Taken and without effect: images are not signed here.</summary>
    public static Option ContentTrust => Option.Flag("disable-content-trust", "Accepted as Docker's command lines have it; there is no content trust to disable.");

    public static Option Platform => Option.Value("platform", "OS/ARCH[/VARIANT]", "Choose this platform from an image that is there for several.");

    /// <summary>The display on standard output.</summary>
    public static TransferDisplay Display(Invocation call) => new(call.Console.Output, call.Console.OutputIsTerminal ? SizeOf(call.Console) : null);

    /// <summary>The display on standard error, for verbs whose output is something else.</summary>
    public static TransferDisplay ErrorDisplay(Invocation call) => new(call.Console.Error, call.Console.ErrorIsTerminal ? SizeOf(call.Console) : null);

    // A pseudo-terminal that nobody gave a size says zero.
    private static WindowSize SizeOf(CliConsole console) => console.Size is { Columns: > 0, Rows: > 0 } known ? known : new WindowSize(80, 24);

    /// <summary>Pulls and shows how; null shows nothing.</summary>
    /// <exception cref="FaultException">The pull failed.</exception>
    public static async Task<ImagesLoaded> PullAsync(Invocation call, EngineConnection connection, PullImage request, TransferDisplay? display)
    {
        var reply = Demands.Expect<ImagesLoaded>(await RunAsync(call, connection, request, display, "Pulling from"));
        foreach (var pulled in reply.Pulled)
        {
            string familiar = Familiar(pulled.Reference);
            display?.Line($"Digest: {pulled.Digest}");
            display?.Line(pulled.Changed ? $"Status: Downloaded newer image for {familiar}" : $"Status: Image is up to date for {familiar}");
        }

        return reply;
    }

    /// <summary>Pushes and shows how; null shows nothing.</summary>
    /// <exception cref="FaultException">The push failed.</exception>
    public static async Task<ImagesPushed> PushAsync(Invocation call, EngineConnection connection, PushImage request, TransferDisplay? display)
    {
        var reply = Demands.Expect<ImagesPushed>(await RunAsync(call, connection, request, display, null));
        foreach (var pushed in reply.Images) display?.Line($"{ReferenceName.Parse(pushed.Reference, out _)?.Tag}: digest: {pushed.Digest} size: {pushed.Size}");
        return reply;
    }

    private static async Task<IReply> RunAsync(Invocation call, EngineConnection connection, IMessage request, TransferDisplay? display, string? pulling)
    {
        await using var stream = connection.Open(request);
        return await new OutputRelay(call.Console).RunAsync(stream, item =>
        {
            if (item is TransferProgress progress) display?.Show(progress);
            if (item is TransferBegan { Reference: var reference } && ReferenceName.Parse(reference, out _) is { } name)
                display?.Begin(pulling is null ? $"The push refers to repository [{name.Repository}]" : $"{name.Digest ?? name.Tag}: {pulling} {name.Path}");
        }, CancellationToken.None);
    }

    private static string Familiar(string reference) => ReferenceName.Parse(reference, out _)?.FamiliarExact ?? reference;
}
