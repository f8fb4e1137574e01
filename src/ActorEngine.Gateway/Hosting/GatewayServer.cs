using ActorEngine.Gateway.Authorization;
using ActorEngine.Gateway.Calls;
using ActorEngine.Gateway.Engine;
using ActorEngine.Gateway.Routing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ActorEngine.Gateway.Hosting;

/// <summary>Kestrel on the Docker socket: nothing of the web framework but the server.</summary>
internal static class GatewayServer
{
    /// <summary>Connections over the limit that are told so; still more are closed without a word.</summary>
    private const int ToldAtOnce = 64;

    public static WebApplication Build(GatewayOptions options, EngineWatch watch, Guests guests)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "actor-gateway" });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Configure(kestrel, options, watch, guests));
        // Told to end, it takes nobody any more and lets those finish who are there, however long their streams are.
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = Timeout.InfiniteTimeSpan);
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        var application = builder.Build();
        var pool = new EnginePool(options.Engine, TimeProvider.System);
        var dispatcher = new Dispatcher(RouteTable.Default, pool, new AuthorizationGate(() => watch.Configuration));
        application.Run(dispatcher.HandleAsync);
        return application;
    }

    private static void Configure(KestrelServerOptions kestrel, GatewayOptions options, EngineWatch watch, Guests guests)
    {
        kestrel.AddServerHeader = false;
        // Archives and build contexts are as large as they are, and logs are followed as slowly as a reader likes: what bounds them is the engine's credit.
        kestrel.Limits.MaxRequestBodySize = null;
        kestrel.Limits.MinRequestBodyDataRate = null;
        kestrel.Limits.MinResponseDataRate = null;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        kestrel.Limits.MaxConcurrentConnections = watch.Configuration.Connections + ToldAtOnce;
        void Listen(ListenOptions listen)
        {
            listen.Protocols = HttpProtocols.Http1;
            listen.Use(next => new Reception(next, guests, () => watch.Configuration.Connections).OnConnectionAsync);
        }

        void ListenPlain(ListenOptions listen)
        {
            Listen(listen);
            listen.Use(next => new HalfOpen(next).OnConnectionAsync);
        }

        if (options.ListeningDescriptor is { } descriptor)
        {
            kestrel.ListenHandle((ulong)descriptor, ListenPlain);
        }
        else
        {
            File.Delete(options.SocketPath!);
            kestrel.ListenUnixSocket(options.SocketPath!, ListenPlain);
        }

        if (options.TlsDescriptor is not { } tls) return;
        kestrel.ListenHandle((ulong)tls, listen =>
        {
            Listen(listen);
            listen.UseHttps(new TlsIdentity(() => watch.Configuration).Options);
            listen.Use(next => new HalfOpen(next).OnConnectionAsync);
        });
    }

    /// <summary>Signals are the program's own affair.</summary>
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
