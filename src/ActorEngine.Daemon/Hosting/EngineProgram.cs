using System.Runtime.InteropServices;
using ActorEngine.Transport;

namespace ActorEngine.Daemon;

/// <summary>The program <c>actord</c>.</summary>
internal static class EngineProgram
{
    public static async Task<int> RunAsync(string[] arguments)
    {
        if (arguments.Contains("--help") || arguments.Contains("-h")) return Print(EngineOptions.Usage);
        if (arguments.Contains("--version")) return Print($"actord {ProductVersion.Text} (Akka: {EngineIdentity.Version.AkkaSource})");
        EngineOptions options;
        try
        {
            options = EngineOptions.Parse(arguments, Environment.GetEnvironmentVariable);
        }
        catch (FormatException wrong)
        {
            return Refuse(wrong.Message, 2);
        }

        try
        {
            if (!options.CheckOnly) return await ServeAsync(options).ConfigureAwait(false);
            EngineSettingsReader.Load(options);
            return Print($"The configuration in {options.ConfigDirectory} is right.");
        }
        catch (StartException wrong)
        {
            return Refuse(wrong.Message, 1);
        }
    }

    private static async Task<int> ServeAsync(EngineOptions options)
    {
        var stop = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.TrySetResult();
        }

        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        var engine = await EngineHost.StartAsync(options).ConfigureAwait(false);
        using var reload = PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal =>
        {
            signal.Cancel = true;
            engine.Reload();
        });
        Console.Error.WriteLine($"actord is ready on {engine.Endpoint}");
        ServiceManager.Notify("READY=1");
        var first = await Task.WhenAny(stop.Task, engine.Ended).ConfigureAwait(false);
        ServiceManager.Notify("STOPPING=1");
        await engine.DisposeAsync().ConfigureAwait(false);
        return first == stop.Task ? 0 : Refuse("The actor system ended; see the log.", 1);
    }

    private static int Print(string text)
    {
        Console.WriteLine(text);
        return 0;
    }

    private static int Refuse(string text, int code)
    {
        Console.Error.WriteLine($"actord: {text}");
        return code;
    }
}
