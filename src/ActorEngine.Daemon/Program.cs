return await ActorEngine.Daemon.EngineProgram.RunAsync(args).ConfigureAwait(false);
