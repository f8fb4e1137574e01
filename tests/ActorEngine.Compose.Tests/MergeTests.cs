using ActorEngine.Contracts;

namespace ActorEngine.Compose.Tests;

public sealed class MergeTests
{
    private static ComposeProject Merge(params string[] texts)
    {
        var files = new MemoryFiles();
        for (int i = 0; i < texts.Length; i++) files.With($"/shop/{i}.yaml", texts[i]);
        return files.Load(new() { Files = [.. texts.Select((_, i) => $"/shop/{i}.yaml")], Environment = new Dictionary<string, string>() });
    }

    private static ContainerSettings Web(string below, string over) => Merge($"services: {{web: {{image: i, {below}}}}}", $"services: {{web: {{{over}}}}}").Settings.Services[0].Container;

    [Fact]
    public void Variables_are_merged_by_name() => Assert.Equal(["A=2", "B=1", "C=3"], Web("environment: [A=1, B=1]", "environment: {A: 2, C: 3}").Environment);

    [Fact]
    public void A_command_is_replaced() => Assert.Equal(["b"], Web("command: [a, a]", "command: [b]").Command);

    [Fact]
    public void Ports_are_added() => Assert.Equal([80, 81], Web("ports: ['80:80']", "ports: ['80:80', '81:81']").Ports.Select(port => port.ContainerPort));

    [Fact]
    public void A_mount_takes_the_place_of_the_one_at_its_target() => Assert.Equal(["/b", "/c"], Web("volumes: ['/a:/x', '/c:/y']", "volumes: ['/b:/x']").Mounts.Select(mount => mount.Source));

    [Fact]
    public void A_health_check_is_merged_and_its_test_replaced()
    {
        var check = Web("healthcheck: {test: [CMD, a, b], retries: 2}", "healthcheck: {test: [CMD, c]}").Healthcheck!;
        Assert.Equal(["CMD", "c"], check.Test);
        Assert.Equal(2, check.Retries);
    }

    [Fact]
    public void Reset_takes_away() => Assert.Empty(Web("ports: ['80:80']", "ports: !reset []").Ports);

    [Fact]
    public void Override_replaces() => Assert.Equal([81], Web("ports: ['80:80']", "ports: !override ['81:81']").Ports.Select(port => port.ContainerPort));

    [Fact]
    public void A_service_may_come_from_the_later_file_alone() => Assert.Equal(["a", "b"], Merge("services: {a: {image: i}}", "services: {b: {image: i}}").Settings.Services.Select(service => service.Name));

    [Fact]
    public void Extends_merges_over_another_service()
    {
        var project = MemoryFiles.Project("services: {base: {image: i, environment: {A: 1}, command: x}, web: {extends: base, environment: {B: 2}}}");
        var web = project.Settings.Services.Single(service => service.Name == "web").Container;
        Assert.Equal(("i", "x"), (web.Image.Value, web.Command[0]));
        Assert.Equal(["A=1", "B=2"], web.Environment);
    }

    [Fact]
    public void Extends_of_a_file_sees_paths_from_there()
    {
        var files = new MemoryFiles().With("/shop/compose.yaml", "services: {web: {extends: {file: ../common/base.yaml, service: base}}}").With("/common/base.yaml", "services: {base: {image: i, volumes: ['./d:/d']}}");
        Assert.Equal("/common/d", files.Load().Settings.Services[0].Container.Mounts[0].Source);
    }

    [Fact]
    public void Extending_in_a_circle_is_refused() =>
        Assert.Contains("in a circle", Assert.Throws<ComposeException>(() => MemoryFiles.Project("services: {a: {extends: b}, b: {extends: a}}")).Message, StringComparison.Ordinal);

    [Fact]
    public void Include_brings_services_with_their_own_directory_and_variables()
    {
        var files = new MemoryFiles()
            .With("/shop/compose.yaml", "include: [sub/compose.yaml]\nservices: {web: {image: i, depends_on: [db]}}")
            .With("/shop/sub/compose.yaml", "services: {db: {image: '$IMAGE', volumes: ['./d:/d']}}")
            .With("/shop/sub/.env", "IMAGE=store");
        var db = files.Load().Settings.Services.Single(service => service.Name == "db").Container;
        Assert.Equal(("store", "/shop/sub/d"), (db.Image.Value, db.Mounts[0].Source));
    }

    [Fact]
    public void Included_services_must_not_be_there_already()
    {
        var files = new MemoryFiles().With("/shop/compose.yaml", "include: [b.yaml]\nservices: {web: {image: i}}").With("/shop/b.yaml", "services: {web: {image: j}}");
        Assert.Equal("/shop/compose.yaml:1: include: services.web is here and in /shop/b.yaml:1 too", Assert.Throws<ComposeException>(() => files.Load()).Message);
    }

    [Fact]
    public void Including_in_a_circle_is_refused()
    {
        var files = new MemoryFiles().With("/shop/compose.yaml", "include: [b.yaml]").With("/shop/b.yaml", "include: [compose.yaml]");
        Assert.Contains("in a circle", Assert.Throws<ComposeException>(() => files.Load()).Message, StringComparison.Ordinal);
    }
}
