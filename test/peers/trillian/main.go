// The log server of Trillian and its sequencer in one program that keeps everything in memory: what Rekor 1 and the CT log
// server store their entries in, without a database. It makes as many logs as it has arguments, and prints one line of JSON:
// where it listens, and the number of each log by its name. For tests only.
package main

import (
	"context"
	"encoding/json"
	"log"
	"net"
	"os"
	"time"

	"github.com/google/trillian"
	"github.com/google/trillian/client"
	"github.com/google/trillian/extension"
	sequencer "github.com/google/trillian/log"
	"github.com/google/trillian/monitoring"
	"github.com/google/trillian/quota"
	"github.com/google/trillian/server"
	"github.com/google/trillian/server/admin"
	"github.com/google/trillian/server/interceptor"
	"github.com/google/trillian/storage/memory"
	"github.com/google/trillian/util/clock"
	"github.com/google/trillian/util/election"
	"github.com/google/trillian/util/election2"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/protobuf/types/known/durationpb"
)

// How often new entries are put into the logs: whoever signs waits for it.
const interval = 50 * time.Millisecond

func main() {
	trees := memory.NewTreeStorage()
	metrics := monitoring.InertMetricFactory{}
	registry := extension.Registry{
		AdminStorage:    memory.NewAdminStorage(trees),
		LogStorage:      memory.NewLogStorage(trees, metrics),
		ElectionFactory: election2.NoopFactory{},
		QuotaManager:    quota.Noop(),
		MetricFactory:   metrics,
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	check(err)
	grpcServer := grpc.NewServer(grpc.UnaryInterceptor(interceptor.ErrorWrapper))
	trillian.RegisterTrillianLogServer(grpcServer, server.NewTrillianLogRPCServer(registry, clock.System))
	trillian.RegisterTrillianAdminServer(grpcServer, admin.New(registry, nil))
	go func() { check(grpcServer.Serve(listener)) }()

	ctx := context.Background()
	logs := createLogs(ctx, listener.Addr().String(), os.Args[1:])
	said, err := json.Marshal(map[string]any{"address": listener.Addr().String(), "logs": logs})
	check(err)
	os.Stdout.Write(append(said, '\n'))

	sequencer.NewOperationManager(sequencer.OperationInfo{
		Registry:       registry,
		BatchSize:      1000,
		NumWorkers:     2,
		RunInterval:    interval,
		TimeSource:     clock.System,
		ElectionConfig: election.RunnerConfig{TimeSource: clock.System},
	}, sequencer.NewSequencerManager(registry, 0)).OperationLoop(ctx)
}

// The numbers are of 63 bits: as text, since whoever reads the JSON may have no such numbers.
func createLogs(ctx context.Context, address string, names []string) map[string]string {
	connection, err := grpc.NewClient(address, grpc.WithTransportCredentials(insecure.NewCredentials()))
	check(err)
	logs := map[string]string{}
	for _, name := range names {
		tree, err := client.CreateAndInitTree(ctx, &trillian.CreateTreeRequest{Tree: &trillian.Tree{
			TreeState:       trillian.TreeState_ACTIVE,
			TreeType:        trillian.TreeType_LOG,
			DisplayName:     name,
			MaxRootDuration: durationpb.New(time.Hour),
		}}, trillian.NewTrillianAdminClient(connection), trillian.NewTrillianLogClient(connection))
		check(err)
		number, err := json.Marshal(tree.TreeId)
		check(err)
		logs[name] = string(number)
	}
	return logs
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
