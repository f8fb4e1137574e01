return await ActorEngine.Gateway.Hosting.GatewayProgram.RunAsync(args).ConfigureAwait(false);
