/** The ports of one node. */
export interface AsdPorts {
  readonly service: number;
  readonly fabric: number;
  readonly heartbeat: number;
  readonly admin: number;
}

export const asdNamespace = 'asg';

/** The configuration of a small node on this machine alone. `folder`: its own; `peers`: heartbeat ports of the others. */
export function asdConfig(node: {
  readonly id: string;
  readonly folder: string;
  readonly ports: AsdPorts;
  readonly peers: readonly number[];
  readonly replicationFactor: number;
  /** Of the file that holds its records: it takes up what is written. */
  readonly fileGib: number;
}): string {
  const { id, folder, ports, peers, replicationFactor, fileGib } = node;
  const seeds = peers.map((port) => `mesh-seed-address-port 127.0.0.1 ${port}`).join('\n');
  return `
service {
  cluster-name asg-test
  node-id ${id}
  proto-fd-max 1024
  service-threads 6
  migrate-threads 2
  info-threads 2
  work-directory ${folder}
}
mod-lua {
  user-path ${folder}/usr/udf/lua
}
logging {
  console {
    context any warning
  }
}
network {
  service {
    address 127.0.0.1
    access-address 127.0.0.1
    port ${ports.service}
  }
  heartbeat {
    mode mesh
    address 127.0.0.1
    port ${ports.heartbeat}
    ${seeds}
    interval 150
    timeout 10
  }
  fabric {
    address 127.0.0.1
    port ${ports.fabric}
  }
  admin {
    address 127.0.0.1
    port ${ports.admin}
  }
}
namespace ${asdNamespace} {
  replication-factor ${replicationFactor}
  default-ttl 0
  nsup-period 60
  index-stage-size 128M
  sindex-stage-size 128M
  partition-tree-sprigs 256
  migrate-sleep 0
  transaction-pending-limit 0
  storage-engine device {
    file ${folder}/data/records.dat
    filesize ${fileGib}G
    flush-max-ms 1
    max-write-cache 64M
    post-write-cache 0
  }
}
`;
}
