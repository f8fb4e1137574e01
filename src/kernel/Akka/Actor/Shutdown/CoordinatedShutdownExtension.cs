using Akka.Configuration;
using Akka.Event;

namespace Akka.Actor;

/// <summary>Makes the coordinated shutdown of a system and ties it to the end of system and process.</summary>
public sealed class CoordinatedShutdownExtension : ExtensionIdProvider<CoordinatedShutdown>
{
    public override CoordinatedShutdown CreateExtension(ExtendedActorSystem system)
    {
        var config = system.Settings.Config.GetConfig("akka.coordinated-shutdown");
        if (config.IsNullOrEmpty())
            throw new ConfigurationException("akka.coordinated-shutdown config cannot be empty");
        var shutdown = new CoordinatedShutdown(system, ShutdownPhase.FromConfig(config));
        AddTermination(system, config, shutdown);
        if (config.GetBoolean("run-by-clr-shutdown-hook"))
            AddProcessExit(system, shutdown);
        return shutdown;
    }

    private static void AddTermination(ExtendedActorSystem system, Config config, CoordinatedShutdown shutdown)
    {
        var exit = config.GetBoolean("exit-clr");
        var terminate = system.Settings.CoordinatedShutdownTerminateActorSystem;
        if (!terminate && !exit)
            return;
        shutdown.AddTask(CoordinatedShutdown.PhaseActorSystemTerminate, "terminate-system", async () =>
        {
            if (terminate)
            {
                var finished = system.FinalTerminate();
                if (exit)
                    _ = ExitAfterAsync(finished, shutdown.Timeout(CoordinatedShutdown.PhaseActorSystemTerminate));
                await finished.ConfigureAwait(false);
                if (exit)
                    Exit(shutdown, 0);
            }
            else if (exit)
            {
                Exit(shutdown, shutdown.ShutdownReason.ExitCode);
            }

            return Done.Instance;
        });

        async Task ExitAfterAsync(Task finished, TimeSpan timeout)
        {
            await Task.WhenAny(finished, Task.Delay(timeout)).ConfigureAwait(false);
            if (!finished.IsCompleted)
                Exit(shutdown, shutdown.ShutdownReason.ExitCode);
        }
    }

    private static void Exit(CoordinatedShutdown shutdown, int code)
    {
        if (!ReferenceEquals(shutdown.ShutdownReason, CoordinatedShutdown.ClrExitReason.Instance))
            _ = Task.Run(() => Environment.Exit(code));
    }

    private static void AddProcessExit(ExtendedActorSystem system, CoordinatedShutdown shutdown)
    {
        AppDomain.CurrentDomain.ProcessExit += OnExit;
        _ = system.WhenTerminated.ContinueWith(_ => AppDomain.CurrentDomain.ProcessExit -= OnExit, TaskScheduler.Default);

        void OnExit(object? sender, EventArgs e)
        {
            if (system.WhenTerminated.IsCompleted)
                return;
            shutdown.Log.Info("Starting coordinated shutdown from CLR termination hook.");
            try
            {
                shutdown.Run(CoordinatedShutdown.ClrExitReason.Instance).Wait(shutdown.TotalTimeout);
            }
            catch (Exception failure)
            {
                shutdown.Log.Warning("CoordinatedShutdown from CLR shutdown failed: {0}", failure.Message);
            }
        }
    }
}
