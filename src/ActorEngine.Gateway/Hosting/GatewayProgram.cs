using System.Runtime.InteropServices;

namespace ActorEngine.Gateway.Hosting;

/// <summary>The program: reads its arguments, serves until it is told to end or has nothing more to do.</summary>
internal static class GatewayProgram
{
    /// <summary>0 after a proper end, 1 where it could not begin, 2 for bad arguments.</summary>
    public static async Task<int> RunAsync(string[] arguments)
    {
        GatewayOptions options;
        try
        {
            options = GatewayOptions.Parse(arguments);
        }
        catch (FormatException error)
        {
            await Console.Error.WriteLineAsync($"actor-gateway: {error.Message}\n{GatewayOptions.Usage}").ConfigureAwait(false);
            return 2;
        }

        try
        {
            await ServeAsync(options).ConfigureAwait(false);
            return 0;
        }
        catch (IOException error)
        {
            await Console.Error.WriteLineAsync($"actor-gateway: {error.Message}").ConfigureAwait(false);
            return 1;
        }
    }

    private static async Task ServeAsync(GatewayOptions options)
    {
        var guests = new Guests(TimeProvider.System);
        await using var watch = new EngineWatch(options.Engine, guests, TimeProvider.System);
        await watch.BeginAsync(CancellationToken.None).ConfigureAwait(false);
        await using var server = GatewayServer.Build(options, watch, guests);
        var leave = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        // At once: the kernel closes what is open, and the listening socket stays whole for whoever has it too.
        using var terminate = On(PosixSignal.SIGTERM, () => Environment.Exit(0));
        using var interrupt = On(PosixSignal.SIGINT, () => Environment.Exit(0));
        using var quit = On(PosixSignal.SIGQUIT, () => leave.TrySetResult());
        using var reload = On(PosixSignal.SIGHUP, () => _ = watch.RefreshAsync());
        await server.StartAsync().ConfigureAwait(false);
        var watching = watch.RunAsync(CancellationToken.None);
        if (await Task.WhenAny(watching, leave.Task).ConfigureAwait(false) == watching) Environment.Exit(0);
        await Task.WhenAny(server.StopAsync(), watching).ConfigureAwait(false);
        Environment.Exit(0);
    }

    private static PosixSignalRegistration On(PosixSignal signal, Action act) => PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        act();
    });
}
