using System.Net.Http;
using ActorEngine.EndToEnd.Tests.Harness;

namespace ActorEngine.EndToEnd.Tests;

/// <summary>The whole engine as an ordinary user, started by deploy/up --rootless.</summary>
public sealed class RootlessTests : IAsyncLifetime
{
    private readonly string _user = $"ae{Environment.ProcessId}";
    private readonly string _folder = Directory.CreateTempSubdirectory("rootless").FullName;
    private readonly int _port = Random.Shared.Next(20_000, 30_000);

    public async Task InitializeAsync()
    {
        (await Command.Run("useradd", "--create-home", "--home-dir", Path.Combine(_folder, "home"), "--shell", "/bin/bash", _user)).Expect();
        // Programs and scripts where the user may read them.
        (await Command.Run("bash", "-c", $"chmod 755 '{_folder}' && mkdir -p '{_folder}/repo/out' && cp -r '{Checkout.Root}/deploy' '{_folder}/repo/' && cp -r '{Checkout.Bin}' '{_folder}/repo/out/bin' && chmod -R a+rX '{_folder}/repo'")).Expect();
    }

    public async Task DisposeAsync()
    {
        await Command.Run("bash", "-c", $"pgrep -u {_user} | xargs -r kill -9; sleep 0.1; userdel {_user}; rm -rf '{_folder}' '/tmp/run-'$(id -u {_user} 2>/dev/null || echo none)");
    }

    [Fact]
    public async Task Containers_networks_ports_and_builds_work_without_root_and_outlive_the_daemon()
    {
        string said = await AsUser($$"""
            cd {{_folder}}/repo
            export $(deploy/up --rootless | grep -o 'ACTORENGINE_HOST=[^ ]*') PATH=$PWD/out/bin:$PATH
            actorctl run -d --name web -p 127.0.0.1:{{_port}}:80 busybox sh -c 'echo served > /index.html; httpd -f -p 80 -h /' >/dev/null
            actorctl run --rm busybox id -u
            actorctl run --rm -m 64m busybox true
            actorctl run -d --name other -p {{_port}}:80 busybox true
            printf 'FROM busybox\nRUN echo built > /x && chown 33:33 /x\nUSER 1000\nCMD cat /x\n' | actorctl build -q -t mine - >/dev/null && actorctl run --rm mine
            DOCKER_HOST=${ACTORENGINE_HOST%/*}/docker.sock docker run --rm busybox echo by docker
            actorctl pause web
            kill -9 $(actorctl info -f '{{"{{.Pid}}"}}')
            echo asked
            read -r _
            deploy/up --rootless >/dev/null
            actorctl ps --format '{{"{{.Names}} {{.State}}"}}'
            echo asked
            read -r _
            deploy/down --containers
            """);
        Assert.Contains("\n0\n", said);
        Assert.Contains("Limitation discarded", said);
        Assert.Contains($"Port {_port}/tcp is held by container web", said);
        Assert.Contains("built\n", said);
        Assert.Contains("by docker\n", said);
        Assert.Contains("Pausing container web is not possible: the engine may make no control groups here", said);
        Assert.Contains("web running", said);
        Assert.Contains("served 1\nserved 2\n", said);
        Assert.EndsWith("the daemon has stopped\n", said);
    }

    [Fact]
    public async Task What_connects_the_engine_with_the_host_is_made_again_when_it_is_killed()
    {
        string said = await AsUser($$"""
            cd {{_folder}}/repo
            export $(deploy/up --rootless | grep -o 'ACTORENGINE_HOST=[^ ]*') PATH=$PWD/out/bin:$PATH
            run=$(dirname ${ACTORENGINE_HOST#unix://})
            actorctl run -d --name web -p 127.0.0.1:{{_port}}:80 busybox sh -c 'echo served > /index.html; httpd -f -p 80 -h /' >/dev/null
            echo asked
            read -r _
            kill -9 $(pgrep -x slirp4netns -U $UID)
            echo asked
            read -r _
            held=$(cat $run/holder.pid)
            kill -9 $held $(actorctl info -f '{{"{{.Pid}}"}}')
            deploy/up --rootless >/dev/null
            [ $(cat $run/holder.pid) != $held ] && echo 'another holder'
            actorctl ps --format '{{"{{.Names}} {{.State}}"}}'
            echo asked
            read -r _
            kill -9 $(cat $run/keeper.pid)
            deploy/up --rootless >/dev/null
            echo asked
            read -r _
            actorctl events --since 1h --until 0s --filter event=repair --format '{{"{{.Actor.Attributes.finding}}"}}'
            deploy/down --containers
            for _ in $(seq 100); do left=$(pgrep -fa 'slirp4netns|holder|keeper' -U $UID); [ -n "$left" ] || break; sleep 0.1; done
            echo "left: $left"
            """, 4);
        Assert.Contains("another holder", said);
        Assert.Contains("web running", said);
        Assert.Contains("served 1\nserved 2\nserved 3\nserved 4\n", said);
        Assert.Contains($"Port 127.0.0.1:{_port}/tcp was not open; it is again.", said);
        Assert.EndsWith("the daemon has stopped\nleft: \n", said);
    }

    // In a mount namespace whose /dev/net/tun everybody may use, as on most machines. Where the script asks, the published port is looked at from the host.
    private async Task<string> AsUser(string script, int questions = 2)
    {
        string file = Path.Combine(_folder, "script");
        await File.WriteAllTextAsync(file, $"exec 2>&1\n{script}");
        using var command = new Command("unshare", ["--mount", "bash", "-c", $"mknod '{_folder}/tun' c 10 200 && chmod 666 '{_folder}/tun' && mount --bind '{_folder}/tun' /dev/net/tun && exec setpriv --reuid {_user} --regid {_user} --init-groups env -i HOME='{_folder}/home' USER={_user} PATH=/usr/local/bin:/usr/bin:/bin bash '{file}'"]);
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(2) };
        string served = "";
        for (int i = 1; i <= questions; i++)
        {
            await Until.True("the script asks; it said: " + command.Output, () => command.Output.Split("asked\n").Length > i || command.HasExited, 60);
            if (command.HasExited) break;
            await Until.True($"the port is served at question {i}; the script said: " + command.Output, async () => await Served(http), 60);
            served += $"served {i}\n";
            await command.Input.WriteLineAsync();
            await command.Input.FlushAsync();
        }

        CommandResult result = await command.Finished(60);
        return "\n" + served + result.Output;
    }

    private async Task<bool> Served(HttpClient http)
    {
        try
        {
            return await http.GetStringAsync($"http://127.0.0.1:{_port}/") == "served\n";
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }
}
